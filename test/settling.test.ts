import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { loadRules } from '../src/rules/load-rules.ts';
import { Settling } from '../src/settling.ts';
import { WorkingOff } from '../src/working-off.ts';
import { deliverDesk, emptyLine, keptLog } from './api/desk.ts';
import { smallDesk, withChange } from './rules/small-desk.ts';

const WEEK = 7 * 86_400_000;

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

it('is tried again soon after it failed, so that a service whose database was down for a moment is ready again', async () => {
  const line = await emptyLine();
  let down = true;
  const evaluations = () => (down ? Promise.reject(new Error('connection lost')) : line.store.evaluations());
  const { log } = keptLog();
  const struck = { ...line, store: { ...line.store, evaluations } };
  const settling = new Settling(() => struck, new WorkingOff(() => struck, log), { log });
  settling.begin();
  await vi.waitFor(() => expect(settling.notReady).toMatch(/could not be settled/));
  down = false;
  await vi.advanceTimersByTimeAsync(60_000);
  await vi.waitFor(() => expect(settling.notReady).toBeNull());
  await settling.stop();
  await line.store.close();
});

it('settles up to the instant it is told, where that is not now', async () => {
  const line = await emptyLine();
  const { log } = keptLog();
  const start = Date.UTC(2026, 0, 5);
  await deliverDesk(line, { seed: 5, agents: 2, weeks: 5, start });
  const until = start + 3 * WEEK;
  const settling = new Settling(() => line, new WorkingOff(() => line, log), { log, until: () => until });
  settling.begin();
  await vi.waitFor(() => expect(settling.notReady).toBeNull(), 20_000);
  expect((await line.store.evaluations()).at(-1)?.asOf).toBe(until);
  await settling.stop();
  await line.store.close();
}, 60_000);

it('goes by the rules that are in force when a run begins: weeks settled before keep theirs', async () => {
  const line = await emptyLine();
  const { lines, log } = keptLog();
  let rules = loadRules(smallDesk);
  const now = () => ({ ...line, rules });
  const settling = new Settling(now, new WorkingOff(now, log), { log });
  const runs = () => lines.filter((one) => one.includes('all that is due is settled')).length;
  /** Tells of three weeks from that one on, and settles them. */
  const settled = async (week: number) => {
    const before = runs();
    await deliverDesk(line, { seed: 5, agents: 2, weeks: 3, start: Date.UTC(2026, 0, 5) + week * WEEK });
    settling.begin();
    await vi.waitFor(() => expect(runs()).toBe(before + 1), 20_000);
    return (await line.store.evaluations()).map(({ rulesVersion }) => rulesVersion);
  };
  const early = await settled(0);
  expect(new Set(early)).toEqual(new Set([rules.version]));
  rules = loadRules(withChange('roles/lead.yaml', 'hold_for: 2', 'hold_for: 3'));
  const all = await settled(5);
  expect(all.slice(0, early.length)).toEqual(early);
  expect(new Set(all.slice(early.length))).toEqual(new Set([rules.version]));
  await settling.stop();
  await line.store.close();
}, 60_000);
