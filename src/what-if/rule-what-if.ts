import { type Grouping, inOrder, UNKNOWN } from '../audit/grouping.ts';
import { type GroupRate, type Rates, ratesOf, withQ } from '../audit/rates.ts';
import type { AuditSubject } from '../audit/subject.ts';
import { FlagHistory, type RuleHistory } from '../backtest/flag-history.ts';
import { Judging } from '../backtest/judging.ts';
import { type DeskRead, type Period, warmUpMs, weeksOf } from '../backtest/weeks-of.ts';
import type { Agent } from '../domain/agent.ts';
import type { AgentId } from '../domain/ids.ts';
import type { Instant } from '../domain/interval.ts';
import { type Subject, subjectKey } from '../metrics/metric.ts';
import type { Judgement } from '../progression/judgement.ts';
import type { RoleRule } from '../progression/rule.ts';
import { Unusable } from '../settings/unusable.ts';

/** A flag that would stand otherwise now. Undefined: that rule does not judge the subject. */
export interface Flip {
  readonly subject: Subject;
  readonly up: boolean;
  readonly before: Judgement | undefined;
  readonly after: Judgement;
}

/** How often people of each group had the flag up at any time of the period, before and after. */
export interface GroupChange {
  readonly by: Grouping;
  readonly before: readonly GroupRate[];
  readonly after: readonly GroupRate[];
}

/** One rule in place of another, or beside all, over a period. */
export interface RuleWhatIf {
  readonly asOf: Instant;
  readonly from: Instant;
  readonly to: Instant;
  readonly rule: RoleRule;
  /** Null: the desk has no rule of this id. */
  readonly before: RuleHistory | null;
  readonly after: RuleHistory;
  /** In order of key. */
  readonly flips: readonly Flip[];
  readonly groups: readonly GroupChange[];
}

export interface RuleWhatIfOptions extends Period {
  readonly rule: RoleRule;
  readonly teamOf: (agent: AgentId) => string | null;
  readonly onWeek?: (done: number) => void;
}

/** Judges the same figures by both. Nothing is written. Throws Unusable where the period holds no evaluation. */
export async function ruleWhatIf(line: DeskRead, options: RuleWhatIfOptions): Promise<RuleWhatIf> {
  const { from, to, rule, onWeek = () => {} } = options;
  const inDesk = line.rules.rules.filter(({ id }) => id === rule.id);
  const log = await line.store.decisions({});
  const [old, now] = [new Judging(inDesk, log), new Judging([rule], log)];
  const last = inDesk.at(-1);
  const histories = { before: last === undefined ? null : new FlagHistory(last), after: new FlagHistory(rule) };
  const judged = { asOf: to, before: [] as readonly Judgement[], after: [] as readonly Judgement[] };
  let weeks = 0;
  const all = [...inDesk, rule];
  for await (const week of weeksOf(line, { from: from - warmUpMs(all), to }, all)) {
    Object.assign(judged, { asOf: week.asOf, before: old.next(week), after: now.next(week) });
    if (week.asOf < from) continue;
    histories.before?.add(week.asOf, judged.before);
    histories.after.add(week.asOf, judged.after);
    onWeek(++weeks);
  }
  if (weeks === 0) {
    const remedy =
      'Name days within what the desk knows, a week or more apart; `stepladder status` tells from when to when that is.';
    throw new Unusable(`No weekly evaluation lies in this period, so there is nothing to judge. ${remedy}`);
  }
  const [before, after] = [histories.before?.done() ?? null, histories.after.done()];
  return {
    asOf: judged.asOf,
    from,
    to,
    rule,
    before,
    after,
    flips: flipsOf(judged),
    groups: rule.subject === 'agent' ? await groupsOf(line, { before, after, judged: judged.after }, options) : [],
  };
}

function flipsOf({ before, after }: { before: readonly Judgement[]; after: readonly Judgement[] }): Flip[] {
  const old = new Map(before.map((one) => [subjectKey(one.subject), one]));
  return after.flatMap((one) => {
    const was = old.get(subjectKey(one.subject));
    const [wasUp, up] = [(was?.raisedAt ?? null) !== null, one.raisedAt !== null];
    return wasUp === up ? [] : [{ subject: one.subject, up, before: was, after: one }];
  });
}

interface Found {
  readonly before: RuleHistory | null;
  readonly after: RuleHistory;
  readonly judged: readonly Judgement[];
}

const BY = ['team', 'shift', 'region'] as const;

async function groupsOf(
  { store }: DeskRead,
  { before, after, judged }: Found,
  { rule, teamOf }: RuleWhatIfOptions,
): Promise<GroupChange[]> {
  const agents = new Map((await store.agents()).map((agent) => [agent.id as string, agent]));
  const subjects = judged.map((one) => auditSubject(one, agents.get(one.subject.id), teamOf, { before, after }));
  const choice = (id: string) => ({
    rule: id,
    title: rule.title,
    selects: ({ selected }: AuditSubject) => selected.get(id) ?? null,
  });
  const rates = (by: Grouping, id: string): Rates['groups'] => {
    const grouped = Map.groupBy(subjects, ({ groups }) => groups[by]);
    const ordered = new Map(inOrder(grouped.keys()).map((group) => [group, grouped.get(group) ?? []]));
    return withQ([ratesOf(choice(id), ordered, 0.95)])[0]?.groups ?? [];
  };
  return BY.map((by) => ({ by, before: before === null ? [] : rates(by, 'before'), after: rates(by, 'after') }));
}

/** Selected is who had the flag up at any time; tickets are those that the figures of the last evaluation rest on. */
function auditSubject(
  { subject, evidence }: Judgement,
  agent: Agent | undefined,
  teamOf: RuleWhatIfOptions['teamOf'],
  histories: Pick<Found, 'before' | 'after'>,
): AuditSubject {
  const everUp = (history: RuleHistory | null) =>
    history?.episodes.some((episode) => episode.subject.id === subject.id) ?? false;
  const n = Math.max(0, ...evidence.map(({ estimate }) => estimate?.sampleSize ?? 0));
  return {
    agent: subject.id as AgentId,
    groups: {
      team: teamOf(subject.id as AgentId) ?? UNKNOWN,
      shift: agent?.shift ?? UNKNOWN,
      region: agent?.region ?? UNKNOWN,
      tenure: UNKNOWN,
    },
    score: null,
    selected: new Map([
      ['before', everUp(histories.before)],
      ['after', everUp(histories.after)],
    ]),
    work: new Map([['all', { good: 0, n }]]),
    ticketsBy: { shift: new Map(), team: new Map() },
  };
}
