import { createHash } from 'node:crypto';
import type { AgentId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/interval.ts';
import { subjectKey } from '../../metrics/metric.ts';
import { readinessOf } from '../../progression/readiness.ts';
import { inForce, type RoleRule } from '../../progression/rule.ts';
import type { StoredJudgement } from '../../store/store.ts';
import { type Desk, NotFound, type People, peopleOf } from '../desk.ts';
import type { Flag, FlagDetail, FlagList } from '../schemas.ts';
import { evidenceView, recordView } from './evidence.ts';
import { iso, isoOrNull, subjectView } from './words.ts';

export interface FlagQuery {
  readonly asOf?: Instant | undefined;
  readonly kind?: 'readiness' | 'risk' | undefined;
  readonly rule?: string | undefined;
  readonly team?: string | undefined;
  readonly state?: 'open' | 'withdrawn' | 'all' | undefined;
}

/** A flag as the judgements of one evaluation left it: up, or taken down by it. */
interface Raised {
  readonly judgement: StoredJudgement;
  readonly raisedAt: Instant;
  readonly withdrawn: boolean;
}

/** The same flag has the same id wherever and whenever it is rebuilt. */
function flagId({ judgement, raisedAt }: Raised): string {
  const { ruleId, subject } = judgement;
  return createHash('sha256')
    .update(`${ruleId} ${subjectKey(subject)} ${raisedAt}`)
    .digest('hex')
    .slice(0, 10);
}

/** Flags in the order they were raised, then by name; never by a figure. */
export async function flagsView(desk: Desk, query: FlagQuery): Promise<FlagList> {
  const asOf = await latestEvaluation(desk, query.asOf);
  if (asOf === null) return { asOf: null, flags: [], refused: [] };
  const people = await peopleOf(desk);
  const flags = (await raisedUntil(desk, asOf)).map((raised) => flagView(raised, desk, people));
  const counts = await desk.store.verdictCounts(asOf);
  return {
    asOf: iso(asOf),
    flags: flags.filter((flag) => matches(flag, query)).sort(byRaising),
    refused: counts.map(({ ruleId, verdict, subjects }) => ({
      rule: ruleId,
      title: ruleAt(desk, ruleId, asOf)?.title ?? ruleId,
      subject: ruleAt(desk, ruleId, asOf)?.subject ?? 'agent',
      verdict: verdict as FlagList['refused'][number]['verdict'],
      subjects,
    })),
  };
}

export async function flagDetailView(desk: Desk, id: string, asOfOrBefore?: Instant): Promise<FlagDetail> {
  const asOf = await latestEvaluation(desk, asOfOrBefore);
  const raised = asOf === null ? undefined : (await raisedUntil(desk, asOf)).find((one) => flagId(one) === id);
  if (raised === undefined) throw new NotFound(`There is no flag ${id}. \`stepladder flags\` lists those there are.`);
  const people = await peopleOf(desk);
  const { judgement } = raised;
  const rule = ruleOf(desk, judgement);
  const history = await desk.store.judgements({ ruleId: judgement.ruleId, subject: judgement.subject });
  const figures = await desk.store.figures(judgement.asOf, judgement.subject.kind, judgement.subject.id);
  return {
    ...flagView(raised, desk, people),
    why: rule?.why ?? 'the rule is no longer in force',
    holdFor: rule?.holdFor ?? 1,
    leaveAfter: rule?.leaveAfter ?? 1,
    askPeople: [...(rule?.askPeople ?? [])],
    asOf: iso(judgement.asOf),
    verdict: judgement.verdict,
    evidence: await Promise.all(
      judgement.evidence.map((evidence) =>
        evidenceView(desk, judgement, evidence, figures, (agent) => people.nameOf(agent as AgentId)),
      ),
    ),
    records: (judgement.records ?? []).map(recordView),
    strong: strongView(rule, judgement),
    history: history
      .filter((past) => past.asOf <= judgement.asOf)
      .map((past) => ({ asOf: iso(past.asOf), verdict: past.verdict, up: past.raisedAt !== null })),
  };
}

async function latestEvaluation({ store }: Desk, asOf: Instant | undefined): Promise<Instant | null> {
  const settled = await store.evaluations();
  return settled.findLast((evaluation) => asOf === undefined || evaluation.asOf <= asOf)?.asOf ?? null;
}

async function raisedUntil({ store }: Desk, asOf: Instant): Promise<Raised[]> {
  const up = await store.judgements({ asOf, flag: 'up' });
  const withdrawn = (await store.judgements({ flag: 'withdrawn' })).filter((judgement) => judgement.asOf <= asOf);
  return [
    ...up.map((judgement) => ({ judgement, raisedAt: judgement.raisedAt ?? judgement.asOf, withdrawn: false })),
    ...withdrawn.map((judgement) => ({
      judgement,
      raisedAt: judgement.withdrawn?.raisedAt ?? judgement.asOf,
      withdrawn: true,
    })),
  ];
}

/** The very version that judged or, where its text has changed since, the one that is in force at that time now. */
const ruleOf = (desk: Desk, { ruleId, ruleVersion, asOf }: StoredJudgement): RoleRule | undefined =>
  desk.rules.rules.find(({ id, version }) => id === ruleId && version === ruleVersion) ?? ruleAt(desk, ruleId, asOf);

const ruleAt = ({ rules: { rules } }: Desk, id: string, asOf: Instant): RoleRule | undefined =>
  inForce(rules, asOf).find((rule) => rule.id === id) ?? rules.find((rule) => rule.id === id);

function strongView(rule: RoleRule | undefined, { strong }: StoredJudgement): FlagDetail['strong'] {
  if (rule === undefined || rule.strong === null) return null;
  return { ...rule.strong, heldFor: strong?.heldFor ?? 0, since: isoOrNull(strong?.since ?? null) };
}

function flagView(raised: Raised, desk: Desk, people: People): Flag {
  const { judgement, raisedAt, withdrawn } = raised;
  const rule = ruleOf(desk, judgement);
  return {
    id: flagId(raised),
    kind: rule?.kind ?? 'risk',
    rule: judgement.ruleId,
    title: rule?.title ?? judgement.ruleId,
    ruleVersion: judgement.ruleVersion,
    subject: subjectView(judgement.subject, people),
    state: withdrawn ? 'withdrawn' : 'open',
    raisedAt: iso(raisedAt),
    withdrawnAt: isoOrNull(withdrawn ? judgement.asOf : null),
    withdrawnReason: judgement.withdrawn?.reason ?? null,
    readiness: rule?.kind === 'readiness' ? readinessOf(judgement) : null,
  };
}

function matches(flag: Flag, { kind, rule, team, state = 'open' }: FlagQuery): boolean {
  return (
    (kind === undefined || flag.kind === kind) &&
    (rule === undefined || flag.rule === rule) &&
    (team === undefined || flag.subject.team === team) &&
    (state === 'all' || flag.state === state)
  );
}

function byRaising(a: Flag, b: Flag): number {
  return (
    a.raisedAt.localeCompare(b.raisedAt) || a.subject.name.localeCompare(b.subject.name) || a.id.localeCompare(b.id)
  );
}
