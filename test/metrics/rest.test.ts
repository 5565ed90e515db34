import { expect, it, vi } from 'vitest';
import { restfully } from '../../src/metrics/rest.ts';

it('rests after so many, each made only when it is come to', async () => {
  const log: string[] = [];
  function* items() {
    for (let i = 1; i <= 5; i += 1) {
      log.push(`made ${i}`);
      yield i;
    }
  }
  const rest = vi.fn(async () => void log.push('rest'));
  expect(await restfully(items(), rest, 2)).toEqual([1, 2, 3, 4, 5]);
  expect(log).toEqual(['made 1', 'made 2', 'rest', 'made 3', 'made 4', 'rest', 'made 5']);
});
