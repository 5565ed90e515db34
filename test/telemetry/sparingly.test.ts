import { describe, expect, it } from 'vitest';
import { sparingly } from '../../src/telemetry/sparingly.ts';

/** A clock to turn, and a reading that takes `costMs` on it. */
function setUp(costMs: number) {
  const state = { clock: 0, readings: 0, fail: false };
  const read = sparingly<string>(
    async (key) => {
      state.readings++;
      await Promise.resolve();
      if (state.fail) throw new Error('no store');
      state.clock += costMs;
      return `${key}${state.readings}`;
    },
    () => state.clock,
  );
  return { state, read };
}

describe('sparingly', () => {
  it('keeps a value for a thousand times what reading it took', async () => {
    const { state, read } = setUp(2);
    expect(await read('a')).toBe('a1');
    state.clock += 1_999;
    expect(await read('a')).toBe('a1');
    state.clock += 1;
    expect(await read('a')).toBe('a2');
  });

  it('keeps none longer than five minutes', async () => {
    const { state, read } = setUp(10_000);
    await read('a');
    state.clock += 300_000;
    expect(await read('a')).toBe('a2');
  });

  it('reads anew when the key changes', async () => {
    const { read } = setUp(1_000);
    expect([await read('a'), await read('b'), await read('b')]).toEqual(['a1', 'b2', 'b2']);
  });

  it('reads once for all who ask meanwhile', async () => {
    const { read } = setUp(0);
    expect(await Promise.all([read('a'), read('a'), read('a')])).toEqual(['a1', 'a1', 'a1']);
  });

  it('does not keep a failure', async () => {
    const { state, read } = setUp(1_000);
    state.fail = true;
    await expect(read('a')).rejects.toThrow('no store');
    state.fail = false;
    expect(await read('a')).toBe('a2');
  });
});
