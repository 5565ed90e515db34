import type { z } from 'zod';
import type {
  EvidenceView,
  Figure,
  FlagDetail,
  FlagList,
  flagListSchema,
  MetricView,
  SubjectView,
  TicketView,
} from '../../src/api/schemas.ts';

/** A small desk's canned answers, of every shape the pages have to cope with. */
const WEEK_MS = 7 * 86_400_000;
const SETTLED = Date.parse('2026-11-16T00:00:00Z');
const weeksAgo = (weeks: number): string => new Date(SETTLED - weeks * WEEK_MS).toISOString();
export const AS_OF = weeksAgo(0);

const person = (id: string, name: string, team: string | null = 'Service desk north'): SubjectView => ({
  kind: 'agent',
  id,
  name,
  team,
});

/** An id as awkward as ids get. */
export const AWKWARD_ID = 'service-level-analyst agent:sd/42#100%';

const rules = {
  analyst: { kind: 'readiness', rule: 'service-level-analyst', title: 'Service level analyst' },
  mentor: { kind: 'readiness', rule: 'mentor', title: 'Mentor' },
  regression: { kind: 'risk', rule: 'quality-regression', title: 'Quality below own earlier level' },
  single: { kind: 'risk', rule: 'single-point-of-failure', title: 'Work resting on one person' },
} as const;

type Row = readonly [id: string, rule: keyof typeof rules, subject: SubjectView, weeks: number, withdrawn?: number];
const rows: readonly Row[] = [
  [AWKWARD_ID, 'analyst', person('sd/42', 'Amara Okafor'), 3],
  ['f2', 'analyst', person('7', 'Jonas Lindqvist'), 3],
  ['f3', 'mentor', person('8', 'Priya Raghunathan', 'Field & on-site'), 9],
  ['f4', 'mentor', person('9', 'Mateo Fernández Quiroga', 'Field & on-site'), 1],
  ['f5', 'regression', person('10', 'Wen Li', 'Service desk south'), 0],
  ['f6', 'single', { kind: 'work-type', id: 'vpn', name: 'VPN and remote access', team: null }, 12],
  ['f7', 'single', { kind: 'work-type', id: 'sap', name: 'SAP access rights', team: null }, 5],
  ['f8', 'analyst', person('11', 'Sofia Marchetti', 'Service desk south'), 14, 2],
  ['f9', 'analyst', person('12', 'Oluwaseun Adebayo', 'Service desk south'), 6],
  ['f10', 'mentor', person('13', 'Hanna Virtanen', null), 2],
];

const flags: FlagList['flags'] = rows.map(([id, rule, subject, raised, withdrawn]) => ({
  id,
  ...rules[rule],
  ruleVersion: '9f31c2ab',
  subject,
  state: withdrawn === undefined ? 'open' : 'withdrawn',
  raisedAt: weeksAgo(raised),
  withdrawnAt: withdrawn === undefined ? null : weeksAgo(withdrawn),
  withdrawnReason: withdrawn === undefined ? null : 'the rule no longer held for 2 evaluations in a row',
}));

type Refused = z.output<typeof flagListSchema>['refused'];
const judged = (rule: keyof typeof rules, subject: SubjectView['kind'], counts: readonly number[]): Refused =>
  (['met', 'not-met', 'not-enough-data'] as const).map((verdict, i) => ({
    rule: rules[rule].rule,
    title: rules[rule].title,
    subject,
    verdict,
    subjects: counts[i] ?? 0,
  }));

export function flagList(state: string): FlagList {
  return {
    asOf: AS_OF,
    flags: flags.filter((flag) => state === 'all' || flag.state === state),
    refused: [
      ...judged('analyst', 'agent', [4, 2, 31]),
      ...judged('mentor', 'agent', [3, 9, 25]),
      ...judged('regression', 'agent', [1, 22, 14]),
      ...judged('single', 'work-type', [2, 17, 1]),
    ],
  };
}

const estimate = (value: number, lower: number, upper: number | null, n: number): Figure['estimate'] => ({
  value,
  lower,
  upper,
  level: 0.95,
  sampleSize: n,
  effectiveSampleSize: Math.round(n * 0.8),
});

const ids = (from: number, n: number): string[] => Array.from({ length: n }, (_, i) => `INC00${from + i * 17}`);

const quality: EvidenceView = {
  metric: 'standardised-quality',
  title: 'Standardised quality',
  definition: 'Good outcomes (target met, not reopened, not bounced back) as a rate, with the mix of work taken out.',
  counted: 'resolutions',
  unit: 'share',
  attribution: 'who resolved it',
  weeks: 12,
  comparison: 'at-least',
  target: 0.9,
  confidence: 0.9,
  minimumSample: 30,
  weight: 'required',
  why: 'the role rewards competence and work, so it asks for good outcomes before anything else',
  verdict: 'met',
  reason: 'the whole interval lies on the right side of the target',
  estimate: estimate(0.934, 0.901, 0.958, 140),
  nearestChange: { tickets: 3, sentence: '3 further resolutions on the wrong side in a row would undo it' },
  mainAgent: null,
  tickets: { total: 140, hits: ids(31_004, 8), misses: ids(31_555, 4) },
};

const evidence: EvidenceView[] = [
  quality,
  {
    ...quality,
    metric: 'sla-attainment',
    title: 'SLA attainment',
    definition: 'Resolutions within the resolution target, over all resolutions that had one.',
    attribution: 'who resolved it, whole ticket: delays of earlier holders are in it',
    target: 0.85,
    confidence: 0.8,
    minimumSample: 20,
    weight: 'not-clearly-below',
    why: 'one who watches service levels for others should not miss their own',
    reason: 'not shown to be on the wrong side of the target',
    estimate: estimate(0.841, 0.75, 0.904, 88),
    nearestChange: { tickets: 5, sentence: '5 further resolutions on the wrong side in a row would undo it' },
    tickets: { total: 88, hits: ids(40_100, 5), misses: ids(40_500, 5) },
  },
  {
    ...quality,
    metric: 'bounce-rate',
    title: 'Bounce rate',
    counted: 'hand-overs',
    comparison: 'at-most',
    target: 0.08,
    verdict: 'not-enough-data',
    reason: '11 of the 20 hand-overs needed',
    estimate: estimate(0.09, 0.016, 0.38, 11),
    nearestChange: { tickets: 41, sentence: 'about 41 more hand-overs at the present rate would meet it' },
    tickets: { total: 11, hits: ids(50_100, 1), misses: ids(50_200, 10) },
  },
  {
    ...quality,
    metric: 'breadth',
    title: 'Breadth of work',
    unit: 'types',
    target: 3,
    verdict: 'not-met',
    reason: 'the whole interval lies on the wrong side of the target',
    estimate: estimate(1.7, 1.4, 2.2, 140),
    nearestChange: { tickets: null, sentence: 'the lower end 1.4 of its interval would have to cross 3' },
    tickets: { total: 140, hits: ids(60_100, 6), misses: [] },
  },
  {
    ...quality,
    metric: 'quality-change',
    title: 'Failures against own earlier level',
    unit: 'ratio',
    comparison: 'at-most',
    target: 1.5,
    verdict: 'not-enough-data',
    reason: 'no resolutions; 20 needed',
    estimate: null,
    nearestChange: {
      tickets: 20,
      sentence: '20 resolutions needed before anything can be said',
    },
    mainAgent: 'Amara Okafor',
    tickets: { total: 0, hits: [], misses: [] },
  },
];

const history: FlagDetail['history'] = Array.from({ length: 16 }, (_, i) => ({
  asOf: weeksAgo(15 - i),
  verdict: i < 5 ? 'not-enough-data' : i === 6 || i === 7 ? 'not-met' : 'met',
  up: i > 11,
}));

export function flagDetail(id: string): FlagDetail | undefined {
  const flag = flags.find((one) => one.id === id);
  if (flag === undefined) return undefined;
  return {
    ...flag,
    why: 'A role beside queue work, for somebody whose own work is good enough that others can rely on their view of service levels',
    holdFor: 4,
    leaveAfter: 2,
    askPeople: [
      'Do they want it? Ask before anything else.',
      'Have they raised an improvement of their own in the last half year?',
      'Who takes over part of their queue, and is that agreed?',
    ],
    asOf: AS_OF,
    verdict: 'met',
    evidence,
    history,
  };
}

export const ticket: TicketView = {
  id: 'INC0031004',
  openedAt: '2026-10-05T07:12:00.000Z',
  status: 'closed',
  sourceStatus: 'Closed',
  kind: 'incident',
  priority: 'P3',
  workType: 'VPN and remote access',
  team: 'Service desk north',
  statuses: [
    { start: '2026-10-05T07:12:00.000Z', end: '2026-10-05T08:40:00.000Z', status: 'new', sourceStatus: 'New' },
    { start: '2026-10-05T08:40:00.000Z', end: '2026-10-06T09:00:00.000Z', status: 'open', sourceStatus: 'Active' },
    {
      start: '2026-10-06T09:00:00.000Z',
      end: '2026-10-08T13:30:00.000Z',
      status: 'pending',
      sourceStatus: 'Awaiting User Info',
    },
    { start: '2026-10-08T13:30:00.000Z', end: '2026-10-09T10:00:00.000Z', status: 'open', sourceStatus: 'Active' },
    {
      start: '2026-10-09T10:00:00.000Z',
      end: '2026-10-10T08:00:00.000Z',
      status: 'resolved',
      sourceStatus: 'Resolved',
    },
    { start: '2026-10-10T08:00:00.000Z', end: '2026-10-12T11:00:00.000Z', status: 'open', sourceStatus: 'Active' },
    { start: '2026-10-12T11:00:00.000Z', end: null, status: 'closed', sourceStatus: 'Closed' },
  ],
  assignments: [
    {
      start: '2026-10-05T07:12:00.000Z',
      end: '2026-10-05T08:40:00.000Z',
      holder: null,
      holderId: null,
      team: 'Service desk north',
    },
    {
      start: '2026-10-05T08:40:00.000Z',
      end: '2026-10-08T13:30:00.000Z',
      holder: 'Jonas Lindqvist',
      holderId: '7',
      team: 'Service desk north',
    },
    {
      start: '2026-10-08T13:30:00.000Z',
      end: null,
      holder: 'Amara Okafor',
      holderId: 'sd/42',
      team: 'Service desk north',
    },
  ],
  resolutions: [
    {
      at: '2026-10-09T10:00:00.000Z',
      resolver: 'Amara Okafor',
      resolverId: 'sd/42',
      reopenedAt: '2026-10-10T08:00:00.000Z',
    },
    { at: '2026-10-12T11:00:00.000Z', resolver: 'Amara Okafor', resolverId: 'sd/42', reopenedAt: null },
  ],
  sourceSla: { resolution: true, response: false },
};

const metric = (part: Partial<MetricView> & Pick<MetricView, 'id' | 'title' | 'unit'>): MetricView => ({
  definition: 'Resolutions within the resolution target, over all resolutions that had one.',
  counted: 'resolutions',
  direction: 'higher',
  attribution: 'who resolved it',
  source: 'S001-4; statistics.md 2.1',
  minimumSample: 20,
  personalGate: true,
  weeks: 12,
  ...part,
});

export const metrics: MetricView[] = [
  metric({ id: 'standardised-quality', title: 'Standardised quality', unit: 'share', definition: quality.definition }),
  metric({
    id: 'resolution-hours',
    title: 'Resolution time',
    unit: 'hours',
    direction: 'neither',
    personalGate: false,
  }),
  metric({ id: 'breadth', title: 'Breadth of work', unit: 'types' }),
  metric({ id: 'bounce-rate', title: 'Bounce rate', counted: 'hand-overs', unit: 'share', direction: 'lower' }),
  metric({ id: 'volume', title: 'Resolved per week', unit: 'per-week', direction: 'neither', personalGate: false }),
  metric({
    id: 'quality-change',
    title: 'Failures against own earlier level',
    unit: 'ratio',
    direction: 'lower',
    minimumSample: 40,
  }),
];

const estimates: Record<string, Figure['estimate']> = {
  'standardised-quality': estimate(0.934, 0.901, 0.958, 140),
  'resolution-hours': estimate(5.24, 4.31, 6.38, 140),
  breadth: estimate(1.7, 1.4, null, 140),
  'bounce-rate': estimate(0.09, 0.016, 0.38, 11),
  volume: estimate(11.7, 9.8, 13.8, 140),
  'quality-change': estimate(1.31, 0.72, 2.18, 140),
};

export const figures: Figure[] = metrics.map(({ id, title, counted, unit, attribution, weeks, minimumSample }) => ({
  metric: id,
  title,
  counted,
  unit,
  attribution,
  subject: person('sd/42', 'Amara Okafor'),
  weeks,
  from: weeksAgo(12),
  to: AS_OF,
  estimate: estimates[id] ?? estimate(1, 1, 1, 1),
  enough: (estimates[id]?.sampleSize ?? 0) >= minimumSample,
}));
