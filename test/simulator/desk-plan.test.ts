import { describe, expect, it } from 'vitest';
import { simulateAgents, simulateTickets } from '../../src/simulator/simulate-desk.ts';
import { PLAN } from './log-reading.ts';

describe('a plan that cannot be simulated', () => {
  it.each([
    [{ start: Date.UTC(2026, 0, 6) }, /start must be a Monday/],
    [{ start: PLAN.start + 1 }, /start must be a Monday/],
    [{ agents: 0 }, /agents must be a whole number of at least 1/],
    [{ weeks: 1.5 }, /weeks must be a whole number of at least 1/],
    [{ world: 'upside-down' as 'plain' }, /world must be one of plain, night-better, night-worse, lumpy/],
    [{ seed: -1 }, /seed must be a whole number of at least 0/],
  ])('%j is refused at once, with what to change', (change, message) => {
    expect(() => simulateTickets({ ...PLAN, ...change })).toThrow(message);
    expect(() => simulateAgents({ ...PLAN, ...change })).toThrow(message);
  });
});
