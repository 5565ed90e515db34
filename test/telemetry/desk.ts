import type { Agent } from '../../src/domain/agent.ts';
import type { Contribution } from '../../src/domain/contribution.ts';
import { type AgentId, accountId, eventId, ticketId } from '../../src/domain/ids.ts';
import type { SlaDue } from '../../src/domain/sla/due.ts';
import { METRICS } from '../../src/metrics/index.ts';
import type { Subject } from '../../src/metrics/metric.ts';
import type { Estimate } from '../../src/metrics/sample.ts';
import type { Evidence, Judgement } from '../../src/progression/judgement.ts';
import type { Verdict } from '../../src/progression/rule.ts';
import type { NewDelivery } from '../../src/store/delivery.ts';
import type { Delivery, DeliveryOutcome, Store, StoredFigure } from '../../src/store/store.ts';

/** Words that must never leave the service by its instruments: names and ids of people. */
export const PEOPLE = ['Zoraida', 'Quixwell', 'zq7781', 'Ferdinand', 'Okonjo', 'Hildegard', 'Vantongeren'] as const;
const LISTED = accountId('hr', 'zq7781 Zoraida Quixwell') as string as AgentId;
const UNLISTED = accountId('crm', 'west/Ferdinand Okonjo') as string as AgentId;
const STRANGER = accountId('crm', 'Hildegard Vantongeren') as string as AgentId;

export const AS_OF = Date.UTC(2026, 8, 7);
const TEAMS = ['network', 'service-desk', 'storage'] as const;
/** Of this metric, this team has too few tickets. */
export const WITHHELD = { metric: 'sla-attainment', team: 'storage' } as const;
export const RULES = [
  { id: 'service-level-manager', kind: 'readiness' },
  { id: 'generalist', kind: 'readiness' },
  { id: 'quality-regression', kind: 'risk' },
  { id: 'single-point-of-failure', kind: 'risk' },
] as const;

/** Deliveries (3 done, 1 set aside, 2 pending), people, and one evaluation with figures, verdicts and flags. */
export async function fillDesk(store: Store, asOf = AS_OF, due: readonly SlaDue[] = []): Promise<void> {
  await takeDeliveries(store);
  const contributions = [{ contribution: contributionIn('storage'), knownFrom: 1, knownUntil: null }];
  await store.foldStale(1, () => ({ contributions, due }));
  await store.saveEvaluation({ asOf, rulesVersion: 'r1' }, FIGURES, JUDGEMENTS);
}

const TICKET = ticketId('crm', 'T1');

const delivery = (key: string): NewDelivery => ({
  source: 'crm',
  key,
  about: 'ticket',
  receivedAt: 1,
  origin: 'Hildegard Vantongeren.csv',
  position: 1,
  columns: null,
  body: '{}',
});

async function takeDeliveries(store: Store): Promise<void> {
  await store.addDeliveries(['1', '2', '3', '4', '5', '6'].map(delivery));
  const event = { ticketId: TICKET, occurredAt: 1, knownAt: 1, seq: 0, actor: null, fact: { type: 'noted' } } as const;
  const unmapped = [
    { what: 'status', word: 'With Zoraida Quixwell' },
    { what: 'status', word: 'Parked' },
    { what: 'column', word: 'mood' },
  ];
  const done = { events: [], agents: [], unmapped: [] };
  const outcomes: Record<string, (delivery: Delivery) => DeliveryOutcome> = {
    1: (from) => ({ ...done, delivery: from, events: [{ ...event, id: eventId(TICKET, '1') }], unmapped }),
    2: (from) => ({ ...done, delivery: from, events: [{ ...event, id: eventId(TICKET, '2') }], unmapped }),
    3: (from) => ({
      ...done,
      delivery: from,
      agents: [listed(LISTED, 'Zoraida Quixwell', 'network'), ...peopleOf(TEAMS)],
    }),
    4: (from) => ({ delivery: from, setAside: { reason: 'no-id', detail: 'row of Ferdinand Okonjo has no id' } }),
  };
  await store.settlePending(4, (from) => outcomes[from.key]!(from));
}

/** So many in each of these teams. */
export const peopleOf = (teams: readonly string[], count = 5): Agent[] =>
  teams.flatMap((team) =>
    Array.from({ length: count }, (_, i) => listed(`hr:${team} ${i}`, `Hildegard Vantongeren ${i}`, team)),
  );

/** Takes in a list of agents. */
export async function list(store: Store, agents: readonly Agent[]): Promise<void> {
  await store.addDeliveries([delivery(JSON.stringify(agents))]);
  await store.settlePending(1, (from) => ({ delivery: from, events: [], agents, unmapped: [] }));
}

export const listed = (id: string, name: string, team: string | null): Agent => ({
  id: id as AgentId,
  name,
  team,
  region: null,
  shift: null,
  timezone: null,
  manager: 'Hildegard Vantongeren',
  startedAt: null,
  endedAt: null,
  bot: false,
});

const contributionIn = (team: string): Contribution => ({
  ticketId: TICKET,
  agentId: UNLISTED,
  team,
  kind: null,
  openedAt: 1,
  lastAt: 1,
  taken: [],
  heldMs: 0,
  holdingSince: null,
  resolutions: [],
  slaShares: [],
  responses: [],
  warnings: [],
  handoffs: [],
  replies: 0,
  notes: 1,
  acts: [],
  edits: [],
  pauses: [],
  articles: [],
  ratings: [],
  reviews: [],
});

export const estimate = (sampleSize: number, more: Partial<Estimate> = {}): Estimate => ({
  value: 0.8,
  lower: 0.7,
  upper: 0.9,
  level: 0.95,
  sampleSize,
  effectiveSampleSize: sampleSize,
  ...more,
});

export const figure = (metric: string, subject: Subject, of: Estimate): StoredFigure => ({
  metric,
  weeks: 13,
  subject,
  estimate: of,
  atTarget: null,
  heldBack: null,
  expectation: null,
});

const FIGURES: readonly StoredFigure[] = [
  figure('sla-attainment', { kind: 'agent', id: LISTED }, estimate(40)),
  ...METRICS.filter(({ subjects }) => subjects.includes('team')).flatMap(({ id }) =>
    TEAMS.map((team) =>
      figure(id, { kind: 'team', id: team }, estimate(id === WITHHELD.metric && team === WITHHELD.team ? 3 : 60)),
    ),
  ),
];

export function judgement(
  ruleId: string,
  subject: Subject,
  verdict: Verdict,
  raisedAt: number | null = null,
): Judgement {
  return {
    ruleId,
    ruleVersion: 'v1',
    subject,
    verdict,
    evidence: [EVIDENCE],
    heldFor: 1,
    outFor: 0,
    raisedAt,
    withdrawn: null,
  };
}

const EVIDENCE: Evidence = {
  metric: 'resolver-concentration',
  weeks: 13,
  comparison: 'at-least',
  target: 0.5,
  confidence: 0.9,
  minimumSample: 20,
  weight: 'required',
  evidenceRatio: null,
  atTarget: null,
  why: 'leave of Zoraida Quixwell would open a hole',
  verdict: 'met',
  reason: 'enough',
  estimate: estimate(40),
  nearestChange: { tickets: null, sentence: 'Zoraida Quixwell would have to do less' },
  mainAgent: LISTED,
};

const JUDGEMENTS: readonly Judgement[] = [
  judgement('service-level-manager', { kind: 'agent', id: LISTED }, 'met', AS_OF),
  judgement('service-level-manager', { kind: 'agent', id: UNLISTED }, 'met', AS_OF),
  judgement('service-level-manager', { kind: 'agent', id: STRANGER }, 'not-enough-data'),
  judgement('quality-regression', { kind: 'agent', id: STRANGER }, 'met', AS_OF),
  judgement('quality-regression', { kind: 'team', id: 'network' }, 'not-met', AS_OF),
  judgement('single-point-of-failure', { kind: 'work-type', id: 'VPN' }, 'met', AS_OF),
];
