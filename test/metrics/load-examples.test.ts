import { describe, expect, it } from 'vitest';
import type { Contribution } from '../../src/domain/contribution.ts';
import { ticketId } from '../../src/domain/ids.ts';
import { afterHoursShare } from '../../src/metrics/after-hours-share.ts';
import { interruption } from '../../src/metrics/interruption.ts';
import { loadAgainstUsual } from '../../src/metrics/load-against-usual.ts';
import { monotony } from '../../src/metrics/monotony.ts';
import { openLoad } from '../../src/metrics/open-load.ts';
import { CELL, DAY, daysAgo, figure, HOUR, ofAgent, resolution, resolved, row, WEEK } from './rows.ts';

const acts = (name: string, ticket: string, ...at: number[]) =>
  row(name, { ticketId: ticketId('desk', ticket), acts: at });

describe('open load', () => {
  it('is what is held now, with limits of how such a number strays', async () => {
    const held = Array.from({ length: 9 }, () => row('ann', { holdingSince: daysAgo(300) }));
    const found = await ofAgent(openLoad, [...held, row('ann')], 'ann', 1);
    expect(found).toMatchObject({ value: 9, sampleSize: 9 });
    // Byar: 9 (1 - 1/81 - 1.96 / (3 sqrt 9))^3 = 4.11 and 10 (1 - 1/90 + 1.96 / (3 sqrt 10))^3 = 17.09.
    expect([found?.lower, found?.upper]).toEqual([expect.closeTo(4.11, 1), expect.closeTo(17.08, 1)]);
  });

  it('counts what nobody holds for the team', async () => {
    const rows = [row('ann', { holdingSince: daysAgo(1) }), row(null, { holdingSince: daysAgo(1) })];
    expect((await figure(openLoad, rows, 'team', 'first'))?.value).toBe(2);
  });
});

describe('unusual hours', () => {
  /** A Monday, midnight by UTC, ten weeks before the end. */
  const MONDAY = daysAgo(70);
  /** Ten weeks of five days from nine to five on the person's own clock, `zone` hours east of UTC; an act every hour. */
  const worked = (name: string, zone: number) =>
    Array.from({ length: 10 * 5 * 8 }, (_, i) => {
      const [week, day, hour] = [Math.floor(i / 40), Math.floor((i % 40) / 8), i % 8];
      return acts(name, 'T1', MONDAY + week * WEEK + day * DAY + (9 + hour - zone) * HOUR);
    });

  it.each([0, 5.5, 8, 10, 12, 13, -5, -8])('there are none in office hours %d hours east of UTC', async (zone) => {
    expect(await ofAgent(afterHoursShare, worked('ann', zone), 'ann')).toMatchObject({ value: 0, sampleSize: 400 });
  });

  it.each([0, 10, 13, -8])('a Saturday and a late night count, %d hours east of UTC', async (zone) => {
    const saturday = Array.from({ length: 7 }, (_, i) => MONDAY + i * WEEK + 5 * DAY + (11 - zone) * HOUR);
    const late = [0, 1, 2].map((week) => MONDAY + week * WEEK + (22 - zone) * HOUR);
    const rows = [...worked('ann', zone), acts('ann', 'T2', ...saturday), acts('ann', 'T3', ...late)];
    expect((await ofAgent(afterHoursShare, rows, 'ann'))?.value).toBeCloseTo(10 / 410, 9);
  });

  it('are those of each person: the night is usual for the night shift', async () => {
    const rows = [...worked('ann', 0), ...worked('bob', 12)];
    expect(await figure(afterHoursShare, rows, 'team', 'first')).toMatchObject({ value: 0, sampleSize: 800 });
  });
});

describe('interruptions', () => {
  const at = daysAgo(3);

  it('are acts on another ticket within the hour after an act, over all acts', async () => {
    const rows = [
      acts('ann', 'A', at, at + HOUR / 4, at + 2 * HOUR, at + 9 * HOUR),
      // After five minutes from A to B, then back to A, and to B again; from then on more than an hour goes by each time.
      acts('ann', 'B', at + HOUR / 12, at + HOUR / 2, at + 3.5 * HOUR),
    ];
    expect(await ofAgent(interruption, rows, 'ann')).toMatchObject({ value: 3 / 7, sampleSize: 7 });
  });

  it('are told by the hour before, both ends in', async () => {
    const rows = (later: number) => [acts('ann', 'A', at), acts('ann', 'B', at + later)];
    expect((await ofAgent(interruption, rows(HOUR), 'ann'))?.value).toBe(0.5);
    expect((await ofAgent(interruption, rows(HOUR + 1_000), 'ann'))?.value).toBe(0);
  });

  it('are of one person: two colleagues at work at once interrupt nobody', async () => {
    const rows = [acts('ann', 'A', at), acts('bob', 'B', at + HOUR / 4)];
    expect(await figure(interruption, rows, 'team', 'first')).toMatchObject({ value: 0, sampleSize: 2 });
  });

  it('leave automations out', async () => {
    expect(await figure(interruption, [row(null, { acts: [at, at + 1] })], 'team', 'first')).toBeUndefined();
  });
});

describe('load against own usual', () => {
  /** Twelve weeks of five days, an act an hour from nine to five on one ticket a day; `more` adds to the week. */
  const weeks = (more: (week: number) => Contribution[] = () => []) =>
    Array.from({ length: 12 }, (_, week) => [
      ...Array.from({ length: 5 }, (_, day) => {
        const at = daysAgo(84 - 7 * week - day) + 9 * HOUR;
        return acts('ann', `T${week}-${day}`, ...Array.from({ length: 8 }, (_, hour) => at + hour * HOUR));
      }),
      ...more(week),
    ]).flat();
  const load = (rows: Contribution[]) => ofAgent(loadAgainstUsual, rows, 'ann', 12);
  /** `n` tickets that came on a Tuesday and were resolved a week and two days later. */
  const held = (week: number, n: number) =>
    Array.from({ length: n }, () => {
      const at = daysAgo(84 - 7 * week - 1);
      const taken = [{ at, team: 'first', handedOver: false, selfPicked: false, own: null }];
      return row('ann', { taken, resolutions: [resolution(at + 9 * DAY)] });
    });

  it('is about 1 where the last three weeks were like the others', async () => {
    const { value = 0, lower = 0, upper = 0 } = (await load(weeks((week) => held(week, 6)))) ?? {};
    expect(value).toBeGreaterThan(0.8);
    expect(value).toBeLessThan(1.2);
    expect([lower < 1, upper > 1]).toEqual([true, true]);
  });

  it('sees more tickets in hand', async () => {
    const { value = 0, lower = 0 } = (await load(weeks((week) => held(week, week > 8 ? 24 : 6)))) ?? {};
    expect(value).toBeGreaterThan(3);
    expect(lower).toBeGreaterThan(1.25);
  });

  it('sees evenings and Saturdays', async () => {
    const late = (week: number, n: number) => {
      const saturday = daysAgo(84 - 7 * week - 5) + 9 * HOUR;
      return [acts('ann', `L${week}`, ...Array.from({ length: n }, (_, i) => saturday + i * HOUR))];
    };
    expect((await load(weeks((week) => late(week, 1))))?.lower).toBeLessThan(1);
    expect((await load(weeks((week) => late(week, week > 8 ? 8 : 1))))?.lower).toBeGreaterThan(1.5);
  });

  it('sees interruptions', async () => {
    const others = (week: number, n: number) => {
      const noon = daysAgo(84 - 7 * week - 2) + 12.25 * HOUR;
      return Array.from({ length: n }, (_, i) => acts('ann', `O${week}-${i}`, noon + (i * HOUR) / 20));
    };
    expect((await load(weeks((week) => others(week, 3))))?.lower).toBeLessThan(1);
    expect((await load(weeks((week) => others(week, week > 8 ? 14 : 3))))?.lower).toBeGreaterThan(1.5);
  });

  it('does not take the weeks after leave for an overload, and says nothing of somebody new', async () => {
    const away = weeks((week) => held(week, 6)).filter(
      ({ acts: [at = 0], taken: [first] }) => (first?.at ?? at) < daysAgo(50) || (first?.at ?? at) > daysAgo(36),
    );
    expect((await load(away))?.value).toBeLessThan(1.3);
    const fresh = weeks().filter(({ acts: [at = 0] }) => at > daysAgo(45));
    expect(await load(fresh)).toBeUndefined();
  });
});

describe('monotony', () => {
  it('is the share of the most frequent type among those known', async () => {
    const types = ['mail', 'mail', 'mail', 'network', 'unknown', 'unknown', 'unknown', 'unknown'];
    const rows = resolved('ann', 8, (i) => ({ cell: { ...CELL, workType: types[i] ?? '' } }));
    expect(await ofAgent(monotony, rows, 'ann')).toMatchObject({ value: 0.75, sampleSize: 4 });
  });
});
