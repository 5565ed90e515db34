import { describe, expect, it } from 'vitest';
import type { ClockView } from '../../../src/api/ticket-clocks-schema.ts';
import {
  clockName,
  firstToShow,
  mostUsedText,
  openText,
  stopwatchText,
  usedText,
} from '../../../src/ui/words/clocks.ts';
import { drawnClock } from '../../../src/ui/words/drawn-clock.ts';

const HOUR = 3_600_000;
const at = (hour: number) => new Date(Date.UTC(2026, 9, 5) + hour * HOUR).toISOString();
const ann = { holder: 'Ann', holderId: 'sd/1', team: 'North' };
const other = { holder: 'Ann', holderId: 'sd/2', team: 'South' };
const nobody = { holder: null, holderId: null, team: 'North' };
const spell = { status: 'open', sourceStatus: null, calendar: 'c', running: true };

/** Open from 0 to 4 and from 20 to 30; Ann runs 0-2 and 20-22, the other Ann is paused 22-24 and runs 24-30. */
const clock: ClockView = {
  clock: 'resolution',
  title: 'Resolution',
  cycle: 1,
  policy: null,
  priority: null,
  calendar: 'c',
  state: 'breached',
  startedAt: at(0),
  stoppedAt: at(30),
  stoppedBy: 'resolved',
  targetMs: 8 * HOUR,
  elapsedMs: 12 * HOUR,
  pausedMs: 2 * HOUR,
  dueAt: at(26),
  breachedAt: at(26),
  bornBreached: false,
  spells: [
    { ...spell, ...ann, start: at(0), end: at(22), openMs: 6 * HOUR },
    { ...spell, ...other, start: at(22), end: at(24), openMs: 2 * HOUR, running: false, status: 'pending' },
    { ...spell, ...other, start: at(24), end: at(30), openMs: 6 * HOUR },
  ],
  openHours: [
    { start: at(0), end: at(4) },
    { start: at(20), end: at(30) },
  ],
  split: [
    { ...ann, elapsedMs: 6 * HOUR, pausedMs: 0, percent: 50 },
    { ...other, elapsedMs: 6 * HOUR, pausedMs: 2 * HOUR, percent: 50 },
    { ...nobody, elapsedMs: 0, pausedMs: 0, percent: 0 },
  ],
  attribution: null,
  warnings: [
    { ...ann, percent: 50, at: at(4), actedAt: null },
    { ...ann, percent: 75, at: at(22), actedAt: null },
    { ...other, percent: 90, at: at(23), actedAt: null },
    { ...other, percent: 100, at: at(26), actedAt: null },
  ],
  nextWarning: null,
};
/** Hours as percent of the picture, which ends a little after hour 30. */
const percent = (hours: number) => Number(((hours / 31.2) * 100).toFixed(2));

describe('a drawn clock', () => {
  const drawn = drawnClock(clock, 'UTC');
  const blocks = drawn.lanes.map(({ spells }) => spells.flatMap((one) => one.blocks));

  it('counts only open hours, hatches pauses, and tells apart what is beyond the target', () => {
    const drawnAt = blocks.map((lane) =>
      lane.map(({ kind, left, width }) => [kind, left, Number((left + width).toFixed(2))]),
    );
    expect(drawnAt).toEqual([
      [
        ['held', 0, percent(22)],
        ['running', 0, percent(4)],
        ['running', percent(20), percent(22)],
      ],
      [
        ['held', percent(22), percent(24)],
        ['paused', percent(22), percent(24)],
        ['held', percent(24), percent(30)],
        ['running', percent(24), percent(26)],
        ['over', percent(26), percent(30)],
      ],
    ]);
    expect(drawn.open?.map(({ left }) => left)).toEqual([0, percent(20)]);
  });

  it('has a lane for whoever held it, namesakes told apart', () => {
    expect(drawn.lanes.map(({ name }) => name)).toEqual(['Ann, North', 'Ann, South']);
    expect(drawn.lanes.map(({ used }) => used.replaceAll('\u00a0', ' '))).toEqual([
      '6 h, 50 %',
      '6 h, 50 %, 2 h paused',
    ]);
  });

  it('labels warnings that are too close together once; the breach has its own line', () => {
    expect(drawn.warnings.map(({ label }) => label.replaceAll('\u00a0', ' '))).toEqual(['50 %', '75–90 %', '']);
    expect(drawn.limit).toMatchObject({ label: 'Breached 6 Oct 2026, 02:00', breached: true, beyond: false });
    expect(drawn.end).toMatchObject({ label: 'Resolved 6 Oct 2026, 06:00', left: percent(30) });
  });

  it('shades nothing where it was open throughout, or nobody knows when', () => {
    expect(drawnClock({ ...clock, openHours: [{ start: at(0), end: at(30) }] }, 'UTC').open).toBeNull();
    const unknown = drawnClock({ ...clock, openHours: null }, 'UTC');
    expect(unknown.open).toBeNull();
    expect(unknown.lanes[0]?.spells[0]?.blocks.map(({ kind, width }) => [kind, width])).toEqual([
      ['held', percent(22)],
      ['running', percent(22)],
    ]);
  });

  it('reaches on to the due time of a running clock, unless that is far off', () => {
    const running = { ...clock, stoppedAt: null, breachedAt: null, warnings: [] };
    const near = drawnClock({ ...running, dueAt: at(60) }, 'UTC');
    expect(near.limit).toMatchObject({ label: 'Due 7 Oct 2026, 12:00', beyond: false });
    expect(near.to).toBeGreaterThan(Date.parse(at(60)));
    const far = drawnClock({ ...running, dueAt: at(500) }, 'UTC');
    expect(far.limit).toMatchObject({ beyond: true, left: 100 });
    expect(far.to).toBeLessThan(Date.parse(at(32)));
    expect(far.end.label).toBe('As of 6 Oct 2026, 06:00');
    expect(drawnClock({ ...running, stoppedAt: at(30), dueAt: at(500) }, 'UTC').limit).toBeNull();
    expect(drawnClock({ ...running, dueAt: null }, 'UTC').limit).toBeNull();
  });

  it('can be drawn where it ended the moment it began', () => {
    const empty = drawnClock(
      { ...clock, spells: [], split: [], openHours: [], warnings: [], stoppedAt: at(0), breachedAt: null },
      'UTC',
    );
    expect(empty.to - empty.from).toBeGreaterThan(60_000);
    expect(empty.lanes).toEqual([]);
  });
});

describe('what is said of a clock', () => {
  const plain = (text: string) => text.replaceAll('\u00a0', ' ');

  it('is how much of the target is used', () => {
    expect(plain(usedText(clock))).toBe('12 h of 8 h used, 4 h over, 2 h paused');
    expect(plain(usedText({ ...clock, breachedAt: null, elapsedMs: HOUR, pausedMs: 0 }))).toBe(
      '1 h of 8 h used, 7 h left',
    );
    expect(plain(usedText({ ...clock, targetMs: null, pausedMs: 0 }))).toBe('12 h used, without a target');
  });

  it('is who used most of it', () => {
    expect(plain(mostUsedText(clock))).toBe('Most of it: Ann 50 %, then Ann 50 %.');
    expect(mostUsedText({ ...clock, split: [{ ...nobody, elapsedMs: 1, pausedMs: 0, percent: 100 }] })).toBe(
      'All of it: nobody in North.',
    );
    expect(mostUsedText({ ...clock, split: [] })).toBe('');
  });

  it('is numbered where there are several of a kind, and the breached resolution comes first', () => {
    const own = { ...clock, clock: 'own', title: 'Time to own' } as const;
    const met = { ...clock, cycle: 2, breachedAt: null };
    const all = [own, clock, met];
    expect(all.map((one) => clockName(one, all))).toEqual(['Time to own', 'Resolution 1', 'Resolution 2']);
    expect([firstToShow(all), firstToShow([own, met]), firstToShow([met, met]), firstToShow([])]).toEqual([1, 0, 1, 0]);
  });

  it('is never in days, of which nobody knows how many hours they are open', () => {
    expect([0, 59_000, 59_500, 3_600_000, 100.5 * HOUR].map((ms) => plain(openText(ms)))).toEqual([
      '0 s',
      '59 s',
      '1 min',
      '1 h',
      '100 h 30 min',
    ]);
    expect(stopwatchText(100 * HOUR + 61_999)).toBe('100:01:01');
  });
});
