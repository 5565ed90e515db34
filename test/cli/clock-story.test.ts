import { describe, expect, it } from 'vitest';
import type { ClockView } from '../../src/api/ticket-clocks-schema.ts';
import { clockTexts, durationText } from '../../src/cli/clock-story.ts';

const HOUR = 3_600_000;
const at = (hour: number) => new Date(Date.UTC(2026, 8, 7) + hour * HOUR).toISOString();
const queue = { holder: null, holderId: null, team: 'North' };
const ann = { holder: 'Ann', holderId: 'sd:1', team: 'North' };
const spell = { sourceStatus: null, calendar: 'office', running: true };

const clock: ClockView = {
  clock: 'resolution',
  title: 'Resolution',
  cycle: 2,
  policy: { id: 'gold', kind: 'sla', title: 'Gold', options: [] },
  priority: 'P2',
  calendar: 'office',
  state: 'breached',
  startedAt: at(8),
  stoppedAt: at(14),
  stoppedBy: 'resolved',
  targetMs: 2 * HOUR,
  elapsedMs: 5 * HOUR,
  pausedMs: HOUR,
  dueAt: at(10),
  breachedAt: at(10),
  bornBreached: false,
  spells: [
    { ...spell, ...queue, start: at(8), end: at(9), status: 'new', openMs: HOUR },
    { ...spell, ...ann, start: at(9), end: at(12), status: 'open', sourceStatus: 'Active', openMs: 3 * HOUR },
    { ...spell, ...ann, start: at(12), end: at(13), status: 'pending', running: false, openMs: HOUR },
    { ...spell, ...ann, start: at(13), end: at(14), status: 'open', calendar: 'night', openMs: HOUR },
  ],
  openHours: null,
  split: [
    { ...queue, elapsedMs: HOUR, pausedMs: 0, percent: 20 },
    { ...ann, elapsedMs: 4 * HOUR, pausedMs: HOUR, percent: 80 },
  ],
  attribution: {
    overMs: 3 * HOUR,
    atBreach: ann,
    byShare: [
      { ...queue, ms: 2_160_500, percent: 20 },
      { ...ann, ms: 8_639_500, percent: 80 },
    ],
    byBudgetExcess: [{ ...ann, ms: 3 * HOUR, percent: 100 }],
    budget: { medianMs: HOUR, holdings: 30, words: 'The median of 30.' },
  },
  warnings: [
    { ...queue, percent: 50, at: at(9), actedAt: at(9.5) },
    { ...ann, percent: 100, at: at(10), actedAt: null },
  ],
  nextWarning: null,
};

const berlin = clockTexts('Europe/Berlin');

describe("a clock's story", () => {
  it('runs through spells and warnings in order, in the zone of the desk, with the total as it grows', () => {
    const rows = berlin.story(clock);
    expect(rows.map((row) => row[3])).toEqual([
      'runs: new',
      'runs: open ("Active")',
      '50 % used; first action Mon 07 Sep 2026 11:30:00',
      '100 % used, breached; nothing done since',
      'stands: pending',
      'runs: open, by night',
    ]);
    const told = rows.filter((row) => row.length === 6).map((row) => row.slice(4));
    expect(told).toEqual([
      ['+1:00:00', '1:00:00'],
      ['+3:00:00', '4:00:00'],
      ['(1:00:00)', '4:00:00'],
      ['+1:00:00', '5:00:00'],
    ]);
    expect(rows[0]?.slice(0, 3)).toEqual(['Mon 07 Sep 2026 10:00:00', 'Mon 07 Sep 2026 11:00:00', 'nobody (North)']);
  });

  it('says who used the time in columns that add up as they are written', () => {
    const { head, rows } = berlin.shares(clock);
    expect(head.slice(4)).toEqual(['overrun by share', 'overrun by budget excess']);
    expect(rows).toEqual([
      ['nobody (North)', '1:00:00', '20.0 %', '0:00:00', '0:36:01', '0:00:00'],
      ['Ann (North)', '4:00:00', '80.0 %', '1:00:00', '2:23:59', '3:00:00'],
      ['all', '5:00:00', '100.0 %', '1:00:00', '3:00:00', '3:00:00'],
    ]);
  });

  it('says so where it is not known what is usual', () => {
    const attribution = clock.attribution && {
      ...clock.attribution,
      byBudgetExcess: null,
      budget: { medianMs: null, holdings: 3, words: 'Only 3 are known.' },
    };
    expect(berlin.shares({ ...clock, attribution }).rows.map((row) => row[5])).toEqual(Array(3).fill('not known'));
    const said = attribution === null ? [] : berlin.overrun(attribution);
    expect(said.join(' ')).toContain('Only 3 are known.');
    expect(said.join(' ')).not.toContain('decide by');
    expect(berlin.shares({ ...clock, attribution: null }).head).toHaveLength(4);
  });

  it('names target, breach and end, and what comes next', () => {
    expect(berlin.heading(clock)).toBe('Resolution, cycle 2: breached, 5:00:00 of 2:00:00 used');
    expect(berlin.facts(clock)).toEqual([
      'Policy gold, "Gold" (sla), priority P2. Opening hours: office.',
      'Started Mon 07 Sep 2026 10:00:00. Stopped Mon 07 Sep 2026 16:00:00: resolved.',
      'Breached Mon 07 Sep 2026 12:00:00, over by 3:00:00.',
    ]);
    const open = { ...clock, breachedAt: null, stoppedAt: null, nextWarning: { percent: 75, at: at(9) } };
    expect(berlin.facts(open).slice(1)).toEqual([
      'Started Mon 07 Sep 2026 10:00:00. It has not stopped.',
      'Due Mon 07 Sep 2026 12:00:00.',
      'Next warning, if it runs on: 75 % at Mon 07 Sep 2026 11:00:00.',
    ]);
    expect(berlin.facts({ ...open, policy: null, dueAt: null })[0]).toContain('Nothing was promised.');
  });

  it('writes durations that can be added up', () => {
    expect([0, 59_999, 3_661_000, 100 * HOUR].map(durationText)).toEqual([
      '0:00:00',
      '0:00:59',
      '1:01:01',
      '100:00:00',
    ]);
  });
});
