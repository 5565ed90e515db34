import { describe, expect, it } from 'vitest';
import type { HandoffPart, TakenPart } from '../../../src/domain/contribution.ts';
import { CheckRowsCollector } from '../../../src/metrics/self-check/check-rows.ts';
import { viewOf } from '../../../src/metrics/view.ts';
import { CELL, DAY, daysAgo, HOUR, handoff, OPTIONS, resolution, row, slaResult, slaShare } from '../rows.ts';

const view = viewOf(52, OPTIONS);
const late = { result: slaResult(false) };

function rowsOf(outcome: Parameters<CheckRowsCollector['rows']>[0], ...contributions: ReturnType<typeof row>[]) {
  const collector = new CheckRowsCollector(view);
  for (const contribution of contributions) collector.add(contribution);
  return collector.rows(outcome);
}

const handOver = (at: number, outcome: HandoffPart['outcome']) => handoff(at, { outcome });
const taken = (at: number, handedOver: boolean): TakenPart => ({
  at,
  team: 'first',
  handedOver,
  selfPicked: false,
  own: null,
});

describe('rows to check', () => {
  it('say who, in which week, what work, what came before and what came of it', () => {
    const anna = row('anna', { resolutions: [resolution(daysAgo(30), { before: 2 })] });
    expect(rowsOf('quality', anna)).toEqual([
      { week: 47, agent: 'desk:anna', work: { ...CELL, team: 'first' }, before: '2', good: 1 },
    ]);
    expect(rowsOf('sla', row('bert', { resolutions: [resolution(daysAgo(30), { before: 7 })] }))[0]?.before).toBe('4+');
  });

  it('are good or not by the outcome asked for', () => {
    const reopened = resolution(daysAgo(30), { reopenedAt: daysAgo(25) });
    const breached = resolution(daysAgo(30), { sla: slaResult(false) });
    const anna = row('anna', { resolutions: [reopened, breached, resolution(daysAgo(30), { sla: null })] });
    const goods = (outcome: Parameters<typeof rowsOf>[0]) => rowsOf(outcome, anna).map(({ good }) => good);
    expect(goods('quality')).toEqual([0, 0, 1]);
    expect(goods('reopen')).toEqual([0, 1, 1]);
    expect(goods('sla')).toEqual([1, 0]);
  });

  it('leave out what is too fresh to tell, older than the window, or nobody’s', () => {
    const fresh = resolution(daysAgo(3));
    const old = resolution(daysAgo(400));
    const nobody = row(null, { resolutions: [resolution(daysAgo(30))], slaShares: [slaShare(daysAgo(30))] });
    const anna = row('anna', { resolutions: [fresh, old], handoffs: [handOver(daysAgo(3), 'onward')] });
    expect(rowsOf('quality', anna, nobody)).toEqual([]);
    expect(rowsOf('reopen', anna)).toEqual([]);
    expect(rowsOf('bounce', anna)).toEqual([]);
    expect(rowsOf('own-time', nobody)).toEqual([]);
    expect(rowsOf('sla', anna)).toHaveLength(1);
  });

  it('hold nobody to more than half of people take for such work, where the target was missed', () => {
    const held = [1, 2, 3, 4, 5].map((hours) =>
      row(`a${hours}`, { slaShares: [slaShare(daysAgo(9), { ...late, ownMs: hours * HOUR })] }),
    );
    const other = row('b', {
      slaShares: [slaShare(daysAgo(9), { ...late, cell: { ...CELL, workType: 'mail' }, ownMs: 90 * HOUR })],
    });
    const met = row('c', { slaShares: [slaShare(daysAgo(9), { ownMs: 3 * HOUR })] });
    const goods = (all: ReturnType<typeof row>[]) =>
      Object.fromEntries(rowsOf('own-time', ...all).map(({ agent, good }) => [agent.slice(5), good]));
    const expected = { a1: 1, a2: 1, a3: 1, a4: 0, a5: 0, b: 1, c: 1 };
    expect(goods([...held, other, met])).toEqual(expected);
    expect(goods([met, other, ...held.toReversed()])).toEqual(expected);
  });

  it('count each hand-over once, and whether the ticket came from another person', () => {
    const anna = row('anna', {
      taken: [taken(daysAgo(40), true)],
      slaShares: [slaShare(daysAgo(20))],
      handoffs: [handOver(daysAgo(39), 'bounce-back'), handOver(daysAgo(30), 'right-first')],
    });
    const found = rowsOf('bounce', anna);
    expect(found.map(({ good, before, work }) => [good, before, work.workType])).toEqual([
      [0, '1+', 'network'],
      [1, '1+', 'network'],
    ]);
    const solved = row('bert', { handoffs: anna.handoffs, resolutions: [resolution(daysAgo(20))] });
    expect(rowsOf('bounce', solved)[0]).toMatchObject({ before: '0', work: { workType: 'unknown' } });
  });

  it('stay within their budget, whole people at a time, whatever the order', () => {
    const contributions = Array.from({ length: 3_000 }, (_, i) =>
      row(`agent ${i % 60}`, { resolutions: [resolution(daysAgo(20) - i * HOUR)] }),
    );
    const bounded = (all: typeof contributions) => {
      const collector = new CheckRowsCollector(view, { mostRows: 520 });
      for (const contribution of all) collector.add(contribution);
      return collector
        .rows('sla')
        .map(({ agent, week }) => `${agent} ${week}`)
        .sort();
    };
    const kept = bounded(contributions);
    expect(kept).toHaveLength(500);
    expect(bounded(contributions.toReversed())).toEqual(kept);
  });

  it('count weeks from the start of the window', () => {
    const at = (days: number) =>
      rowsOf('sla', row('anna', { resolutions: [resolution(view.window.start + days * DAY)] }))[0]?.week;
    expect([at(0), at(6.99), at(7), at(363)]).toEqual([0, 0, 1, 51]);
  });
});
