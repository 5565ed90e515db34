import fc from 'fast-check';
import type { Agent } from '../../src/domain/agent.ts';
import type {
  Contribution,
  HandoffPart,
  ResolutionPart,
  ResponsePart,
  ScorePart,
  SlaResult,
  SlaSharePart,
  TakenPart,
  WarningPart,
} from '../../src/domain/contribution.ts';
import { type AgentId, ticketId } from '../../src/domain/ids.ts';
import type { Expectation } from '../../src/metrics/expectation/expectation.ts';
import { type Measurement, type MeasureOptions, measure } from '../../src/metrics/measure.ts';
import type { Metric, SubjectKind } from '../../src/metrics/metric.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const WEEK = 7 * DAY;
export const AS_OF = Date.UTC(2026, 5, 1);
export const OPTIONS: MeasureOptions = {
  asOf: AS_OF,
  maturityDays: 14,
  expectation: null,
  people: new Map(),
  target: 0.9,
};
/** Nine in ten resolutions of any kind of work are good, people differ as they usually do, and work comes evenly. */
export const STEADY_DESK: Expectation = {
  version: 'steady',
  frozenAt: AS_OF,
  outcome: {
    resolutions: 10_000,
    people: 20,
    handOvers: false,
    intercept: Math.log(9),
    effects: {},
    mix: [[Math.log(9), 1]],
    typeMix: Object.fromEntries(['network', 'mail', 'access', 'app', 'net'].map((type) => [type, [[Math.log(9), 1]]])),
    practice: { slope: 0, centre: 0 },
    showing: { shares: [...Array.from({ length: 14 }, () => 0), 1], ownTells: true, chanceRepeats: 0 },
    spread: 0.45,
    phi: 1,
  },
  shares: {},
  checks: [],
};

export const daysAgo = (days: number): number => AS_OF - days * DAY;

export const agentNamed = (name: string): AgentId => `desk:${name}` as AgentId;

export const slaResult = (met: boolean): SlaResult => ({
  policy: 'standard',
  targetMs: 8 * HOUR,
  elapsedMs: met ? HOUR : 9 * HOUR,
  met,
  unexplainedPauseMs: 0,
});

export const CELL = { workType: 'network', priority: 'P2', channel: 'mail', shift: 'day' };

/** Two hours of one's own on a ticket that met its target. */
export function slaShare(at: number, more: Partial<SlaSharePart> = {}): SlaSharePart {
  return { at, team: 'first', cell: CELL, result: slaResult(true), ownMs: 2 * HOUR, atBreach: false, ...more };
}

/** A first reply within the hour, of eight. */
export function response(at: number, more: Partial<ResponsePart> = {}): ResponsePart {
  return { at, team: 'first', clock: 'first-response', result: slaResult(true), ownMs: HOUR / 2, ...more };
}

/** Three quarters used up, on a ticket whose clock still runs, and on which nothing has been done since. */
export function warning(at: number, more: Partial<WarningPart> = {}): WarningPart {
  return { at, team: 'first', percent: 75, actedAt: null, saved: null, ...more };
}

/** Sent to nobody yet. */
export function handoff(at: number, more: Partial<HandoffPart> = {}): HandoffPart {
  return { at, team: 'first', workType: 'network', to: null, cameBackAt: null, outcome: 'open', ...more };
}

export function resolution(at: number, more: Partial<ResolutionPart> = {}): ResolutionPart {
  return {
    at,
    team: 'first',
    cell: CELL,
    businessMs: 2 * HOUR,
    holders: 1,
    handovers: 0,
    before: 0,
    cycle: 0,
    usedBefore: null,
    oneOwner: true,
    reopenedAt: null,
    repeatedAt: null,
    episodeOf: null,
    sla: slaResult(true),
    sourceSlaMet: null,
    ...more,
  };
}

/** The desk's list of people: by name, what it says of each. */
export const listed = (people: Readonly<Record<string, Partial<Agent>>>): MeasureOptions['people'] =>
  new Map(
    Object.entries(people).map(([name, more]) => {
      const id = agentNamed(name);
      const unsaid = { team: null, region: null, shift: null, timezone: null, manager: null };
      return [id, { id, name, ...unsaid, startedAt: null, endedAt: null, bot: false, ...more }];
    }),
  );

export function row(name: string | null, more: Partial<Contribution> = {}): Contribution {
  return {
    ticketId: ticketId('desk', 'T1'),
    agentId: name === null ? null : agentNamed(name),
    team: 'first',
    kind: null,
    openedAt: daysAgo(100),
    lastAt: AS_OF,
    taken: [],
    heldMs: 0,
    holdingSince: null,
    resolutions: [],
    slaShares: [],
    responses: [],
    warnings: [],
    handoffs: [],
    replies: 0,
    notes: 0,
    acts: [],
    edits: [],
    pauses: [],
    articles: [],
    ratings: [],
    reviews: [],
    ...more,
  };
}

/** `n` rows of one resolution each, spread over the days from..to before AS_OF; `each` says what the i-th was like. */
export function resolved(
  name: string | null,
  n: number,
  each: (i: number) => Partial<ResolutionPart> = () => ({}),
  [from, to]: readonly [number, number] = [100, 20],
): Contribution[] {
  return Array.from({ length: n }, (_, i) => {
    const at = daysAgo(from + ((to - from) * i) / n);
    return row(name, { resolutions: [resolution(at, each(i))] });
  });
}

/** Those that read people's skill are set against a desk where it is known how hard the work is. */
export async function figures(
  metric: Metric,
  rows: readonly Contribution[],
  weeks = 26,
  people: MeasureOptions['people'] = OPTIONS.people,
): Promise<Measurement[]> {
  const expectation = metric.stand === undefined ? null : STEADY_DESK;
  return (await measure([{ metric, weeks }], [rows], { ...OPTIONS, expectation, people })).measurements;
}

/** One subject's 95 % estimate; undefined: no figure. */
export async function figure(metric: Metric, rows: readonly Contribution[], kind: SubjectKind, id: string, weeks = 26) {
  const found = (await figures(metric, rows, weeks)).find(({ subject }) => subject.kind === kind && subject.id === id);
  return found?.sample.estimate(0.95);
}

export const ofAgent = (metric: Metric, rows: readonly Contribution[], name: string, weeks = 26) =>
  figure(metric, rows, 'agent', agentNamed(name), weeks);

const at = fc.integer({ min: -20, max: 250 * 24 }).map((hours) => AS_OF - hours * HOUR);
const team = fc.constantFrom(null, 'first', 'second');
const sla = fc.constantFrom(null, slaResult(true), slaResult(false));

const cell = fc.record({
  workType: fc.constantFrom('network', 'mail', 'unknown'),
  priority: fc.constantFrom('P1', 'P2'),
  channel: fc.constant('mail'),
  shift: fc.constantFrom('day', 'night'),
});

const anyResolution: fc.Arbitrary<ResolutionPart> = fc
  .record({
    at,
    team,
    cell,
    businessMs: fc.nat(40 * HOUR),
    oneOwner: fc.boolean(),
    sla,
    sourceSlaMet: fc.constantFrom(null, true, false),
    handovers: fc.nat(4),
    reopened: fc.option(fc.nat(30), { nil: null }),
  })
  .map(({ reopened, ...part }) =>
    resolution(part.at, { ...part, reopenedAt: reopened === null ? null : part.at + reopened * DAY }),
  );

const anyHandoff: fc.Arbitrary<HandoffPart> = fc.record({
  at,
  team,
  workType: cell.map(({ workType }) => workType),
  to: fc.constantFrom(null, agentNamed('ann'), agentNamed('bob')),
  cameBackAt: fc.constant(null),
  outcome: fc.constantFrom('right-first', 'onward', 'bounce-back', 'open'),
});
const anyTaken: fc.Arbitrary<TakenPart> = fc.record({
  at,
  team,
  handedOver: fc.boolean(),
  selfPicked: fc.boolean(),
  own: sla,
});

const anyScore: fc.Arbitrary<ScorePart> = fc.record({
  at,
  score: fc.double({ min: 0, max: 1, noNaN: true }),
  critical: fc.boolean(),
});

const result = fc.boolean().map(slaResult);
const ownMs = fc.nat(40 * HOUR);
const anySlaShare: fc.Arbitrary<SlaSharePart> = fc.record({ at, team, cell, result, ownMs, atBreach: fc.boolean() });
const anyResponse: fc.Arbitrary<ResponsePart> = fc.record({
  at,
  team,
  clock: fc.constantFrom('first-response', 'next-response'),
  result,
  ownMs,
});
const anyWarning: fc.Arbitrary<WarningPart> = fc
  .record({
    at,
    team,
    percent: fc.constantFrom(50, 75, 90),
    minutes: fc.option(fc.nat(120), { nil: null }),
    saved: fc.constantFrom(null, true, false),
  })
  .map(({ minutes, ...part }) => ({ ...part, actedAt: minutes === null ? null : part.at + minutes * 60_000 }));

/** Contributions of three people, two teams and of nobody, of which some are too old, too young or still to come. */
export const anyRows: fc.Arbitrary<Contribution[]> = fc.array(
  fc
    .record({
      name: fc.constantFrom(null, 'ann', 'bob', 'cy'),
      team,
      openedAt: at,
      holdingSince: fc.option(at, { nil: null }),
      resolutions: fc.array(anyResolution, { maxLength: 3 }),
      handoffs: fc.array(anyHandoff, { maxLength: 2 }),
      taken: fc.array(anyTaken, { maxLength: 2 }),
      slaShares: fc.array(anySlaShare, { maxLength: 2 }),
      responses: fc.array(anyResponse, { maxLength: 2 }),
      warnings: fc.array(anyWarning, { maxLength: 2 }),
      ticketId: fc.constantFrom('T1', 'T2', 'T3').map((id) => ticketId('desk', id)),
      ratings: fc.array(anyScore, { maxLength: 2 }),
      reviews: fc.array(anyScore, { maxLength: 2 }),
      acts: fc.array(at, { maxLength: 4 }),
      articles: fc.array(at, { maxLength: 2 }),
    })
    .map(({ name, ...rest }) => row(name, rest)),
  { minLength: 1, maxLength: 60 },
);
