import { expect, it } from 'vitest';
import { sparingly } from '../../src/telemetry/sparingly.ts';

/** Each answer takes `takes` of a clock that nothing else moves. */
function counted(takes: number) {
  const state = { now: 0, made: 0, fails: false };
  const answer = sparingly(
    async () => {
      state.made += 1;
      await null;
      state.now += takes;
      if (state.fails) throw new Error('no store');
      return state.made;
    },
    () => state.now,
    { share: 1 / 20, longestMs: Number.POSITIVE_INFINITY },
  );
  return { state, ask: () => answer('') };
}

it('makes one answer for all who ask at once', async () => {
  const { state, ask } = counted(10);
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
  expect(state.made).toBe(1);
});

it('gives it again for twenty times as long as it took to make', async () => {
  const { state, ask } = counted(10);
  await ask();
  state.now = 10 + 199;
  expect(await ask()).toBe(1);
  state.now = 10 + 200;
  expect(await ask()).toBe(2);
});

it('makes a new one each time where that costs nothing', async () => {
  const { ask } = counted(0);
  expect([await ask(), await ask()]).toEqual([1, 2]);
});

it('keeps no failure', async () => {
  const { state, ask } = counted(10);
  state.fails = true;
  const both = await Promise.allSettled([ask(), ask()]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  state.fails = false;
  expect(await ask()).toBe(2);
});
