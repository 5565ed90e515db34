import { describe, expect, it } from 'vitest';
import type { Contribution, SlaSharePart } from '../../../src/domain/contribution.ts';
import { LEAST_HOLDINGS, usualHolding } from '../../../src/domain/sla/usual-holding.ts';
import { agent, HOUR, hour } from '../story.ts';

const SUCH = { workType: 'mail', priority: 'P2' };
const WINDOW = { start: hour(0), end: hour(100) };

const part = (ownMs: number, more: Partial<SlaSharePart> = {}): SlaSharePart => ({
  at: hour(1),
  team: 'first',
  cell: { ...SUCH, channel: 'phone', shift: 'day' },
  result: { policy: 'p', targetMs: HOUR, elapsedMs: HOUR, met: true, unexplainedPauseMs: 0 },
  ownMs,
  atBreach: false,
  ...more,
});

const row = (slaShares: SlaSharePart[], agentId: Contribution['agentId'] = agent('ann')) =>
  ({ agentId, slaShares }) as unknown as Contribution;

/** Held for 0, 1, 2 ... hours, not in this order. */
const rows = (count: number) => Array.from({ length: count }, (_, i) => row([part(((i * 5) % count) * HOUR)]));

describe('the usual holding of such work', () => {
  it('is the median of what people held it for', async () => {
    expect(await usualHolding([rows(21)], SUCH, WINDOW)).toEqual({ holdings: 21, medianMs: 10 * HOUR });
    expect(await usualHolding([rows(22)], SUCH, WINDOW)).toEqual({ holdings: 22, medianMs: 10.5 * HOUR });
  });

  it('is not told of too few', async () => {
    const few = await usualHolding([rows(LEAST_HOLDINGS - 1)], SUCH, WINDOW);
    expect(few).toEqual({ holdings: 19, medianMs: null });
    expect((await usualHolding([rows(LEAST_HOLDINGS)], SUCH, WINDOW)).medianMs).not.toBeNull();
  });

  it('counts neither queues, nor other work, nor what ended outside the window', async () => {
    const other = (cell: Partial<SlaSharePart['cell']>) => part(0, { cell: { ...part(0).cell, ...cell } });
    const left = [
      row([part(0)], null),
      row([other({ workType: 'vpn' }), other({ priority: 'P1' })]),
      row([part(0, { at: hour(-1) }), part(0, { at: hour(100) })]),
    ];
    expect(await usualHolding([left], SUCH, WINDOW)).toEqual({ holdings: 0, medianMs: null });
    expect((await usualHolding([[row([part(1, { at: hour(0) })])]], SUCH, WINDOW)).holdings).toBe(1);
  });
});
