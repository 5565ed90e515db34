import type { AgentId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/interval.ts';
import type { Decision } from '../../progression/decision.ts';
import { earlierSteps, type FurtherStep } from '../../progression/earlier-steps.ts';
import { flagLife } from '../../progression/flag-life.ts';
import { stageKey, stagesOf } from '../../progression/path.ts';
import { readinessOf } from '../../progression/readiness.ts';
import type { RoleRule } from '../../progression/rule.ts';
import { stagesHeld } from '../../progression/stages.ts';
import type { StoredJudgement } from '../../store/store.ts';
import type { FlagLifeView } from '../decisions-schema.ts';
import { type Desk, NotFound, type People, peopleOf } from '../desk.ts';
import type { Flag, FlagDetail, FlagList, ListedFlag } from '../schemas.ts';
import { flagLifeView } from './decisions.ts';
import { evidenceView, expressionView, recordView } from './evidence.ts';
import { fallView } from './fall.ts';
import { isHeldForPerson, latestEvaluation, type Raised, raisedUntil, ruleAt, ruleOf } from './raised.ts';
import { iso, isoOrNull, subjectView } from './words.ts';

export interface FlagQuery {
  readonly asOf?: Instant | undefined;
  readonly kind?: 'readiness' | 'risk' | undefined;
  readonly rule?: string | undefined;
  readonly team?: string | undefined;
  readonly state?: 'open' | 'withdrawn' | 'all' | undefined;
  /** Where it stands, by what people made of it too. */
  readonly stands?: FlagLifeView['state'] | undefined;
}

/** Flags in the order they were raised, then by name; never by a figure. Without notices that are the person's alone. */
export async function flagsView(desk: Desk, query: FlagQuery, now: Instant): Promise<FlagList> {
  const asOf = await latestEvaluation(desk, query.asOf);
  if (asOf === null) return { asOf: null, flags: [], refused: [] };
  const people = await peopleOf(desk);
  const at = query.asOf ?? now;
  const log = await desk.store.decisions({ until: at });
  const about = Map.groupBy(log, ({ shown }) => shown?.flag);
  const linesOn = ({ flag }: Raised) => about.get(flag.id) ?? [];
  const shown = (await raisedUntil(desk, asOf, log)).filter(
    (raised) => !isHeldForPerson(desk, raised, linesOn(raised)),
  );
  const standing = shown.map((raised) => ({ flag: raised.flag, life: flagLife(linesOn(raised), raised.flag, at) }));
  const further = earlierSteps(desk.rules.paths, standing, stagesHeld(log, at));
  const flags = shown.map((raised) => ({
    ...flagView(raised, { desk, people, log: linesOn(raised), at }),
    furtherStep: furtherView(desk, further.get(raised.flag.id)),
  }));
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

/** `asOfOrBefore`: looks back to what was known then. */
export async function flagDetailView(
  desk: Desk,
  id: string,
  asOfOrBefore: Instant | undefined,
  now: Instant,
): Promise<FlagDetail> {
  const raised = await flagShown(desk, id, asOfOrBefore);
  const at = asOfOrBefore ?? now;
  const log = (await logAbout(desk, raised)).filter((line) => line.at <= at);
  const people = await peopleOf(desk);
  return detailView(raised, { desk, people, log, at }, asOfOrBefore !== undefined);
}

/** To anybody but the person it is about. Throws NotFound, also where it is theirs alone. */
export async function flagShown(desk: Desk, id: string, asOfOrBefore?: Instant): Promise<Raised> {
  const raised = await flagNamed(desk, id, asOfOrBefore);
  if (!isHeldForPerson(desk, raised, await desk.store.decisions({ flag: id }))) return raised;
  throw new NotFound(
    `Flag ${id} is a notice for the person it is about and their mentor. It stands on that person's own page (\`people own-link\`), and here once they have said something of it.`,
  );
}

/** Throws NotFound. */
export async function flagNamed(desk: Desk, id: string, asOfOrBefore?: Instant): Promise<Raised> {
  const asOf = await latestEvaluation(desk, asOfOrBefore);
  const log = await desk.store.decisions({ flag: id });
  const all = asOf === null ? [] : await raisedUntil(desk, asOf, log);
  const raised = all.find(({ flag }) => flag.id === id);
  if (raised === undefined) throw new NotFound(`There is no flag ${id}. \`stepladder flags\` lists those there are.`);
  return raised;
}

/** All that was written about the person a flag is about, as wishes and records matter too; of others, about the flag. */
export const logAbout = ({ store }: Desk, { flag: { id, subject } }: Raised): Promise<Decision[]> =>
  store.decisions(subject.kind === 'agent' ? { agent: subject.id } : { flag: id });

interface Shown {
  readonly desk: Desk;
  readonly people: People;
  readonly log: readonly Decision[];
  readonly at: Instant;
}

export async function detailView(raised: Raised, shown: Shown, lookingBack: boolean): Promise<FlagDetail> {
  const { desk, people, log } = shown;
  const { judgement, flag } = raised;
  const rule = ruleOf(desk, judgement);
  const history = await desk.store.judgements({ ruleId: judgement.ruleId, subject: judgement.subject });
  const figures = await desk.store.figures(judgement.asOf, judgement.subject.kind, judgement.subject.id);
  return {
    ...flagView(raised, shown),
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
    expressions: (judgement.expressions ?? []).map((one) => expressionView(one, figures)),
    strong: strongView(rule, judgement),
    life: flagLifeView(flag, log, { ...shown, lookingBack }),
    fall: await fallView(desk, judgement, rule),
    history: history
      .filter((past) => past.asOf <= judgement.asOf)
      .map((past) => ({ asOf: iso(past.asOf), verdict: past.verdict, up: past.raisedAt !== null })),
  };
}

function strongView(rule: RoleRule | undefined, { strong }: StoredJudgement): FlagDetail['strong'] {
  if (rule === undefined || rule.strong === null) return null;
  return { ...rule.strong, heldFor: strong?.heldFor ?? 0, since: isoOrNull(strong?.since ?? null) };
}

function flagView({ flag, judgement }: Raised, { desk, people, log, at }: Shown): Flag {
  const rule = ruleOf(desk, judgement);
  const { state, since, until } = flagLife(log, flag, at);
  return {
    id: flag.id,
    kind: flag.kind,
    rule: judgement.ruleId,
    title: rule?.title ?? judgement.ruleId,
    ruleVersion: judgement.ruleVersion,
    subject: subjectView(judgement.subject, people),
    state: flag.gone === null ? 'open' : 'withdrawn',
    raisedAt: iso(flag.raisedAt),
    withdrawnAt: isoOrNull(flag.gone?.at ?? null),
    withdrawnReason: flag.gone?.reason ?? null,
    readiness: rule?.kind === 'readiness' ? readinessOf(judgement) : null,
    stands: { state, since: iso(since), until: isoOrNull(until) },
  };
}

function furtherView({ rules }: Desk, step: FurtherStep | undefined): ListedFlag['furtherStep'] {
  if (step === undefined) return null;
  return { title: stagesOf(rules.paths).get(stageKey(step))?.title ?? step.stage, flag: step.flag };
}

function matches(flag: Flag, { kind, rule, team, state = 'open', stands }: FlagQuery): boolean {
  return (
    (kind === undefined || flag.kind === kind) &&
    (rule === undefined || flag.rule === rule) &&
    (team === undefined || flag.subject.team === team) &&
    (state === 'all' || flag.state === state) &&
    (stands === undefined || flag.stands.state === stands)
  );
}

function byRaising(a: Flag, b: Flag): number {
  return (
    a.raisedAt.localeCompare(b.raisedAt) || a.subject.name.localeCompare(b.subject.name) || a.id.localeCompare(b.id)
  );
}
