import { describe, expect, it } from 'vitest';
import { floorKept } from '../../src/metrics/floor-kept.ts';
import { opportunity } from '../../src/metrics/opportunity.ts';
import { transfersPerTicket } from '../../src/metrics/transfers-per-ticket.ts';
import { CELL, daysAgo, figure, figures, ofAgent, resolution, resolved, row, slaShare } from './rows.ts';

const of = (workType: string) => ({ cell: { ...CELL, workType } });
const took = (days: number) => ({
  at: daysAgo(days),
  team: 'first',
  handedOver: false,
  selfPicked: false,
  own: null,
});

describe('breadth of work offered', () => {
  it('counts the types of what was taken, also of what others resolved', async () => {
    const [taken, at] = [[took(30)], daysAgo(20)];
    const rows = [
      row('ann', { taken, resolutions: [resolution(at, of('mail'))] }),
      row('ann', { taken, resolutions: [resolution(at, of('mail'))] }),
      row('ann', { taken, slaShares: [slaShare(at, of('network'))] }),
      row('ann', { taken, slaShares: [slaShare(at, of('network'))] }),
    ];
    // Of 12 ordered pairs of tickets 4 are of one type: 3 types' worth, as far as four tickets can tell.
    expect(await ofAgent(opportunity, rows, 'ann')).toMatchObject({ value: 3, sampleSize: 4 });
  });

  it('leaves out what nobody has sorted or finished', async () => {
    const rows = [
      row('ann', { taken: [took(30)] }),
      row('ann', { taken: [took(30)], resolutions: [resolution(daysAgo(9), of('unknown'))] }),
    ];
    expect(await figures(opportunity, rows)).toEqual([]);
  });
});

describe('earlier work kept', () => {
  const early = (n: number, type: string) => resolved('ann', n, () => of(type), [180, 100]);
  const late = (n: number, type: string) => resolved('ann', n, () => of(type), [80, 1]);

  it('is the share of earlier work types that are still done', async () => {
    const rows = [
      ...early(10, 'mail'),
      ...early(12, 'network'),
      ...early(30, 'storage'),
      ...late(1, 'mail'),
      ...late(40, 'storage'),
    ];
    expect(await ofAgent(floorKept, rows, 'ann')).toMatchObject({ value: 2 / 3, sampleSize: 3 });
  });

  it('takes fewer than 10 resolutions for a visit, and what nobody sorted for nothing', async () => {
    expect(await figures(floorKept, [...early(9, 'mail'), ...early(20, 'unknown'), ...late(5, 'storage')])).toEqual([]);
  });
});

describe('transfers', () => {
  it('are hand-overs per 100 resolutions, of the team and of the work type, never of a person', async () => {
    const handovers = [0, 0, 1, 4];
    const rows = resolved('ann', 4, (i) => ({ handovers: handovers[i] ?? 0 }));
    expect(await figure(transfersPerTicket, rows, 'team', 'first')).toMatchObject({ value: 125, sampleSize: 4 });
    expect((await figure(transfersPerTicket, rows, 'work-type', 'network'))?.value).toBe(125);
    expect(await ofAgent(transfersPerTicket, rows, 'ann')).toBeUndefined();
  });
});
