import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Settling } from '../src/settling.ts';
import { WorkingOff } from '../src/working-off.ts';
import { emptyLine, keptLog } from './api/desk.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

it('is tried again soon after it failed, so that a service whose database was down for a moment is ready again', async () => {
  const line = await emptyLine();
  let down = true;
  const evaluations = () => (down ? Promise.reject(new Error('connection lost')) : line.store.evaluations());
  const { log } = keptLog();
  const struck = { ...line, store: { ...line.store, evaluations } };
  const settling = new Settling(() => struck, new WorkingOff(() => struck, log), log);
  settling.begin();
  await vi.waitFor(() => expect(settling.notReady).toMatch(/could not be settled/));
  down = false;
  await vi.advanceTimersByTimeAsync(60_000);
  await vi.waitFor(() => expect(settling.notReady).toBeNull());
  await settling.stop();
  await line.store.close();
});
