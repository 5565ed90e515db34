import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Contribution } from '../../src/domain/contribution.ts';
import { ticketId } from '../../src/domain/ids.ts';
import { METRICS } from '../../src/metrics/index.ts';
import type { Measurement } from '../../src/metrics/measure.ts';
import { type Metric, subjectKey } from '../../src/metrics/metric.ts';
import type { Estimate, Observation } from '../../src/metrics/sample.ts';
import { viewOf } from '../../src/metrics/view.ts';
import {
  AS_OF,
  agentNamed,
  anyRows,
  DAY,
  daysAgo,
  figures,
  HOUR,
  handoff,
  listed,
  OPTIONS,
  resolution,
  response,
  row,
  slaResult,
  slaShare,
  warning,
} from './rows.ts';

/** Metrics that count young resolutions too, as far as it is known what became of them. */
const SO_FAR = ['standardised-quality', 'own-level-chart'];
/** Metrics whose outcomes are not known at once. */
const MATURING = [
  ...METRICS.filter(({ stand }) => stand !== undefined)
    .map(({ id }) => id)
    .filter((id) => !SO_FAR.includes(id)),
  'reopen-rate',
  'bounce-rate',
  'linked-repeat-rate',
];
/** Metrics about what is so now, whatever the window. */
const OF_NOW = ['open-age', 'open-load'];
/** Metrics whose sample is only part of what they observe. */
const SAMPLED: Readonly<Record<string, (observation: Observation) => boolean>> = {
  'knowledge-contribution': ({ cell }) => cell !== null,
  'load-against-usual': ({ hit }) => hit,
};
/** What is counted there are the subject's work types, which more tickets do not make more. */
const OF_TYPES = ['floor-kept'];
/** Metrics that need weeks before those they tell of. */
const AGAINST_EARLIER = ['own-level-chart', 'load-against-usual'];
const LEVELS = [0, 0.5, 0.8, 0.95, 0.99];
/** What may as well be below nothing. */
const SIGNED = ['transfer-cost'];

describe('the list of metrics', () => {
  it('names each once', () => {
    const ids = METRICS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => MATURING.includes(id)).sort()).toEqual([...MATURING].sort());
  });
});

describe.each(METRICS)('$id', (metric) => {
  it('tells its reader what it is', () => {
    expect(metric.id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    for (const text of [metric.title, metric.attribution, metric.source, metric.gaming])
      expect(text.trim()).not.toBe('');
    expect(metric.definition).toMatch(/\.$/);
    expect(metric.subjects.length).toBeGreaterThan(0);
    expect(new Set(metric.subjects).size).toBe(metric.subjects.length);
    expect(Number.isSafeInteger(metric.minimumSample) && metric.minimumSample >= 0).toBe(true);
  });

  it('gives each figure an interval that holds it and says on how much it stands', async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, async (rows) => {
        for (const measurement of await figuresOf(metric, rows)) expectSound(measurement, LEVELS);
      }),
    );
  });

  it('counts as its sample what it observed of the subject, no more', async () => {
    // Those read off people's skill rest on resolutions of regular work only.
    if (OF_TYPES.includes(metric.id) || metric.stand !== undefined) return;
    await fc.assert(
      fc.asyncProperty(anyRows, async (rows) => {
        for (const measurement of await figuresOf(metric, rows)) {
          expect(measurement.sample.sampleSize).toBe(observedOf(metric, rows, measurement));
        }
      }),
    );
  });

  it('does not depend on the order of contributions', async () => {
    const shuffled = anyRows.chain((rows) =>
      fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, async ([rows, mixed]) => {
        const [one, other] = [byKey(await figuresOf(metric, rows)), byKey(await figuresOf(metric, mixed))];
        expect([...other.keys()].sort()).toEqual([...one.keys()].sort());
        for (const [key, estimate] of one) expectClose(other.get(key), estimate);
      }),
    );
  });

  it('grows surer with twice the evidence', async () => {
    const once = byKey(await figuresOf(metric, DESK));
    const twice = byKey(await figuresOf(metric, [...DESK, ...AGAIN]));
    expect(once.size).toBeGreaterThan(0);
    // How sure a number of people or of types is depends on how near they are to mastery, too.
    if (metric.stand !== undefined || metric.id === 'types-not-offered') return;
    for (const [key, { value, lower, upper }] of once) {
      const more = twice.get(key);
      const scale = SIGNED.includes(metric.id) ? [1, 1] : [value, more?.value ?? 1];
      const now = ((more?.upper ?? 1) - (more?.lower ?? 0)) / (scale[1] ?? 1);
      if (OF_TYPES.includes(metric.id)) expect(now).toBeCloseTo((upper - lower) / value, 9);
      else expect(now).toBeLessThan((upper - lower) / (scale[0] ?? 1));
    }
  });

  it('says the same with no more tickets, and grows its sample by each further one', async () => {
    for (const { sample } of await figuresOf(metric, DESK)) {
      const more = sample.extended?.(3, 2);
      expectClose(sample.extended?.(0, 0).estimate(0.95) ?? sample.estimate(0.95), sample.estimate(0.95));
      if (more === undefined) continue;
      expect(more.sampleSize).toBe(sample.sampleSize + 5);
      expectSound({ sample: more, metric }, LEVELS);
    }
  });

  it('says nothing of nobody, of no team and of no kind of work', async () => {
    const named = { team: null, cell: { workType: 'unknown', priority: 'P2', channel: 'mail', shift: 'day' } };
    const nameless = DESK.map((one) => ({
      ...one,
      agentId: null,
      team: null,
      resolutions: one.resolutions.map((part) => ({ ...part, ...named })),
      handoffs: one.handoffs.map((part) => ({ ...part, team: null })),
      taken: one.taken.map((part) => ({ ...part, team: null })),
      slaShares: one.slaShares.map((part) => ({ ...part, ...named })),
      responses: one.responses.map((part) => ({ ...part, team: null })),
      warnings: one.warnings.map((part) => ({ ...part, team: null })),
    }));
    expect(await figuresOf(metric, nameless)).toEqual([]);
  });

  it('names no person in the figure of a team', async () => {
    const told = (await figuresOf(metric, DESK)).filter(({ subject }) => subject.kind === 'team');
    for (const { subject, sample } of told) {
      expect(['first', 'second']).toContain(subject.id);
      expect(sample.mainAgent).toBeUndefined();
      expect(JSON.stringify(sample.estimate(0.95))).not.toContain('desk:');
    }
  });

  if (!OF_NOW.includes(metric.id))
    it('leaves out what lies before its window, or is not over at its end', async () => {
      for (const days of [-30, 0, 26 * 7 + 1]) expect(await figuresOf(metric, [...deskAt(days)])).toEqual([]);
      expect(await figuresOf(metric, DESK, 0)).toEqual([]);
    });

  if (!AGAINST_EARLIER.includes(metric.id))
    it('counts the first instant of its window', async () => {
      expect((await figuresOf(metric, [...deskAt(26 * 7)])).length).toBeGreaterThan(0);
    });

  if (MATURING.includes(metric.id))
    it('leaves out what has not had the time to go wrong', async () => {
      expect(await figuresOf(metric, [...deskAt(14 - 1 / 24)])).toEqual([]);
    });
});

const figuresOf = (metric: Metric, rows: readonly Contribution[], weeks = 26) => figures(metric, rows, weeks, PEOPLE);

const byKey = (measurements: readonly Measurement[]) =>
  new Map(measurements.map(({ subject, sample }) => [subjectKey(subject), sample.estimate(0.95)]));

function expectSound({ sample, metric }: Pick<Measurement, 'sample' | 'metric'>, levels: readonly number[]): void {
  const most = { share: 1, types: sample.sampleSize }[metric.unit as string] ?? Number.POSITIVE_INFINITY;
  for (const level of levels) {
    const { value, lower, upper, ...rest } = sample.estimate(level);
    expect(Number.isFinite(value)).toBe(true);
    if (!SIGNED.includes(metric.id)) expect(lower).toBeGreaterThanOrEqual(0);
    expect(value).toBeGreaterThanOrEqual(lower);
    expect(upper).toBeGreaterThanOrEqual(value);
    expect(most).toBeGreaterThanOrEqual(upper);
    expect(rest).toMatchObject({ level, sampleSize: sample.sampleSize });
    expect(sample.sampleSize).toBeGreaterThan(0);
    expect(rest.effectiveSampleSize).toBeGreaterThan(0);
    expect(rest.effectiveSampleSize).toBeLessThanOrEqual(sample.sampleSize);
  }
}

/** The same but for the noise of adding in another order. */
function expectClose(actual: Estimate | undefined, expected: Estimate): void {
  const names = ['value', 'lower', 'upper', 'sampleSize', 'effectiveSampleSize'] as const;
  for (const name of names) {
    const far = Math.abs((actual?.[name] ?? Number.NaN) - expected[name]) > 1e-9 * Math.max(1, expected[name]);
    expect(actual?.[name] === expected[name] || !far, `${name}: ${actual?.[name]} for ${expected[name]}`).toBe(true);
  }
}

function observedOf(metric: Metric, rows: readonly Contribution[], { subject }: Measurement): number {
  const view = viewOf(26, OPTIONS);
  const seen = rows.flatMap((one) => metric.observe(one, view).map((part) => ({ ...part, agent: one.agentId })));
  return seen
    .filter(({ agent, team, cell }) => {
      const id = { agent, team, 'work-type': cell?.workType, region: null, shift: null }[subject.kind];
      return id === subject.id;
    })
    .filter(SAMPLED[metric.id] ?? (() => true)).length;
}

const NAMES = ['ann', 'bob', 'cy', 'dan', 'eve', 'fay', 'gil', 'hal', 'ida', 'jo'];
const teamOf = (name: string) => (NAMES.indexOf(name) < 5 ? 'first' : 'second');
const PEOPLE = listed(
  Object.fromEntries(NAMES.map((name) => [name, { region: `${teamOf(name)} region`, shift: `${teamOf(name)} shift` }])),
);

/** Two teams of five, each a region and a shift of its own. Each agent's every week is like the others, so that the work is not lumpy. */
const DESK: readonly Contribution[] = Array.from({ length: 24 }, (_, week) => [...deskAt(2 + week * 7)]).flat();

/** As much again six hours later: what was done at one instant twice over would be no more evidence of how people work. */
const AGAIN = Array.from({ length: 24 }, (_, week) => [...deskAt(1.75 + week * 7)]).flat();

function deskAt(days: number): Contribution[] {
  return NAMES.flatMap((name) => Array.from({ length: 10 }, (_, i) => ticketOf(name, teamOf(name), daysAgo(days), i)));
}

function ticketOf(name: string, team: string, at: number, i: number): Contribution {
  const cell = {
    workType: i % 3 === 0 ? 'mail' : 'network',
    priority: 'P2',
    channel: 'mail',
    shift: 'day',
  };
  const bad = i % 5 === 0;
  const own = at + i * (HOUR / 4);
  return row(name, {
    ticketId: ticketId('desk', `T${i}`),
    team,
    acts: [own, own + HOUR / 2],
    articles: bad ? [at] : [],
    ratings: [{ at, score: bad ? 0.25 : 1, critical: false }],
    reviews: [{ at, score: 0.8, critical: bad }],
    openedAt: Math.min(at, AS_OF) - (i + 1) * HOUR,
    holdingSince: i % 2 === 0 ? at : null,
    taken: [{ at, team, handedOver: bad, selfPicked: bad, own: slaResult(!bad) }],
    slaShares: [slaShare(at, { team, cell, result: slaResult(!bad), ownMs: (i + 1) * HOUR, atBreach: bad })],
    responses: (['first-response', 'next-response'] as const).map((clock) =>
      response(at, { team, clock, ownMs: bad ? 9 * HOUR : HOUR }),
    ),
    warnings: [warning(at, { team, actedAt: bad ? null : at + HOUR / 2, saved: !bad })],
    handoffs: [
      handoff(at, {
        team,
        workType: cell.workType,
        to: agentNamed(team === 'first' ? 'jo' : 'ann'),
        outcome: i % 4 === 0 ? 'bounce-back' : 'onward',
      }),
    ],
    resolutions: [
      resolution(at, {
        team,
        cell,
        businessMs: (i + 1) * HOUR,
        oneOwner: bad,
        handovers: bad ? 2 : i % 2,
        reopenedAt: bad ? at + DAY : null,
        repeatedAt: bad ? at + 2 * DAY : null,
        sla: slaResult(!bad),
        sourceSlaMet: !bad,
      }),
    ],
  });
}
