import { AUDIT_LEVEL, type AuditedRule, auditFairness } from '../../audit/fairness-audit.ts';
import { type Grouping, tenureBand, UNKNOWN } from '../../audit/grouping.ts';
import type { AuditSubject, WorkCount } from '../../audit/subject.ts';
import type { Contribution } from '../../domain/contribution.ts';
import type { AgentId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/interval.ts';
import { outcomes } from '../../metrics/outcome.ts';
import type { View } from '../../metrics/sample.ts';
import { standardisedQuality } from '../../metrics/standardised-quality.ts';
import { viewOf } from '../../metrics/view.ts';
import type { FairnessAuditView } from '../audit-schema.ts';
import { type Desk, NotFound, type People, peopleOf } from '../desk.ts';
import { iso } from './words.ts';

export interface AuditQuery {
  readonly by: readonly Grouping[];
  readonly rule?: string | undefined;
  readonly asOf?: Instant | undefined;
}

/** The latest evaluation at or before `asOf`, by groups of the people it judged. */
export async function fairnessAuditView(desk: Desk, query: AuditQuery): Promise<FairnessAuditView> {
  const rules = auditedRules(desk, query.rule);
  const asOf = await settledAt(desk, query.asOf);
  const weeks = desk.rules.windows.weeksOf(standardisedQuality.id);
  const view = viewOf(weeks, { asOf, maturityDays: desk.rules.windows.maturityDays });
  const subjects = await subjectsOf(desk, rules, { view, weeks });
  const groupings = auditFairness(subjects, { by: query.by, rules }).map((found) => ({
    ...found,
    says: [...found.says],
    groups: [...found.groups],
    rates: found.rates.map((rates) => ({ ...rates, groups: [...rates.groups] })),
  }));
  return { asOf: iso(asOf), from: iso(view.window.start), level: AUDIT_LEVEL, groupings };
}

function auditedRules({ rules }: Desk, asked: string | undefined): AuditedRule[] {
  const ready = rules.rules.filter(({ kind, subject }) => kind === 'readiness' && subject === 'agent');
  if (asked === undefined) return ready;
  const one = ready.filter(({ id }) => id === asked);
  if (one.length > 0) return one;
  const known =
    ready.length === 0 ? 'The rules of this desk hold none' : `There are ${ready.map(({ id }) => id).join(', ')}`;
  throw new NotFound(`There is no readiness rule ${asked} about people. ${known}.`);
}

async function settledAt({ store }: Desk, asOf: Instant | undefined): Promise<Instant> {
  const settled = await store.evaluations();
  const latest = settled.findLast((evaluation) => asOf === undefined || evaluation.asOf <= asOf);
  if (latest === undefined) {
    const when = asOf === undefined ? 'yet' : `at or before ${iso(asOf)}`;
    throw new NotFound(
      `Nothing has been settled ${when}, so there is nothing to audit. Import tickets, run \`stepladder evaluate\`, or ask for a later date.`,
    );
  }
  if (latest.sealed)
    throw new NotFound(
      `The tickets behind the evaluation of ${iso(latest.asOf)} have been deleted by retention. Ask for a later date.`,
    );
  return latest.asOf;
}

interface Counted {
  readonly view: View;
  readonly weeks: number;
}

/** Everybody of whom the evaluation says anything, or who resolved a ticket that it counts. */
async function subjectsOf(
  desk: Desk,
  rules: readonly AuditedRule[],
  { view, weeks }: Counted,
): Promise<AuditSubject[]> {
  const { store } = desk;
  const people = await peopleOf(desk);
  const work = await workOf(desk, view);
  const figures = await store.figures(view.asOf, 'agent');
  const scores = new Map(
    figures
      .filter((figure) => figure.metric === standardisedQuality.id && figure.weeks === weeks)
      .map(({ subject, estimate }) => [subject.id, estimate.value]),
  );
  const flags = new Map<string, Map<string, boolean>>();
  for (const { id } of rules)
    for (const { subject, raisedAt } of await store.judgements({ asOf: view.asOf, ruleId: id }))
      at(flags, subject.id, () => new Map()).set(id, raisedAt !== null);
  const bots = new Set<string>(people.listed.filter(({ bot }) => bot).map(({ id }) => id));
  const ids = new Set([...work.keys(), ...scores.keys(), ...flags.keys()]);
  const groupsOf = groupsAmong(people, view.asOf);
  return [...ids]
    .filter((id) => !bots.has(id))
    .map((id) => ({
      agent: id as AgentId,
      groups: groupsOf(id as AgentId),
      score: scores.get(id) ?? null,
      selected: flags.get(id) ?? new Map<string, boolean>(),
      ...(work.get(id) ?? noWork()),
    }));
}

/** As the list of agents says today; a team that it does not name is the one they mostly worked in. */
function groupsAmong(people: People, asOf: Instant): (id: AgentId) => AuditSubject['groups'] {
  const listed = new Map(people.listed.map((agent) => [agent.id, agent]));
  return (id) => {
    const agent = listed.get(id);
    return {
      region: agent?.region ?? UNKNOWN,
      shift: agent?.shift ?? UNKNOWN,
      team: people.teamOf(id) ?? UNKNOWN,
      tenure: tenureBand(agent?.startedAt ?? null, asOf),
    };
  };
}

interface Work {
  readonly work: Map<string, WorkCount>;
  readonly ticketsBy: { readonly shift: Map<string, number>; readonly team: Map<string, number> };
}

const noWork = (): Work => ({ work: new Map(), ticketsBy: { shift: new Map(), team: new Map() } });

/** Resolutions by person and kind of work. Memory grows with people and kinds, not with tickets. */
async function workOf({ store }: Desk, view: View): Promise<Map<string, Work>> {
  const found = new Map<string, Work>();
  for await (const page of store.contributions(view.asOf, view.window.start)) {
    for (const contribution of page) addWork(found, contribution, view);
  }
  return found;
}

function addWork(found: Map<string, Work>, contribution: Contribution, view: View): void {
  if (contribution.agentId === null) return;
  for (const { cell, hit, team } of outcomes(contribution, view)) {
    if (cell === null) continue;
    const { work, ticketsBy } = at(found, contribution.agentId, noWork);
    const stratum = `${cell.workType}\t${cell.priority}`;
    const { good, n } = work.get(stratum) ?? { good: 0, n: 0 };
    work.set(stratum, { good: good + Number(hit), n: n + 1 });
    if (cell.shift !== UNKNOWN) ticketsBy.shift.set(cell.shift, (ticketsBy.shift.get(cell.shift) ?? 0) + 1);
    if (team !== null) ticketsBy.team.set(team, (ticketsBy.team.get(team) ?? 0) + 1);
  }
}

function at<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
