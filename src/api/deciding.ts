import { randomUUID } from 'node:crypto';
import type { AgentId } from '../domain/ids.ts';
import type { Instant } from '../domain/interval.ts';
import { whyNot } from '../progression/acts-that-follow.ts';
import type { Act, Decision, FlagShown } from '../progression/decision.ts';
import { isAct, writtenBy } from '../progression/decision-log.ts';
import { flagLife } from '../progression/flag-life.ts';
import { recordsSo } from '../progression/records.ts';
import { whyNotTakenBack } from '../progression/taking-back.ts';
import { actOf } from './act-of.ts';
import type { DecisionView, FlagDecision, OwnDecision, PersonDecision } from './decisions-schema.ts';
import { type Desk, NotFound, peopleOf, Refused } from './desk.ts';
import { decisionViews } from './views/decisions.ts';
import { agentView } from './views/figures.ts';
import { flagNamed, flagShown, logAbout } from './views/flags.ts';
import type { Raised } from './views/raised.ts';

/** Throws NotFound, and Refused where it may not follow. `now`: when it is decided. */
export async function decideOnFlag(
  desk: Desk,
  flagId: string,
  asked: FlagDecision,
  now: Instant,
): Promise<DecisionView> {
  return decideOnRaised(desk, await flagShown(desk, flagId), asked, now);
}

async function decideOnRaised(desk: Desk, raised: Raised, asked: FlagDecision, now: Instant): Promise<DecisionView> {
  const { flag } = raised;
  const agent = flag.subject.kind === 'agent' ? flag.subject.id : null;
  const act = actOf(asked, desk, now);
  const shown = await shownOf(desk, raised);
  return keep(desk, asked, {
    now,
    line: { agent, act, shown },
    log: () => logAbout(desk, raised),
    refuse: (log, at) => {
      const about = log.filter((line) => line.shown?.flag === flag.id);
      if (act.act === 'reverse') return whyNotTakenBack(about, act.decision);
      const standing = { flag, life: flagLife(log, flag, at), records: recordsSo(log, at) };
      return overtaken(asked.after, about) ?? whyNot(act.act, standing);
    },
  });
}

/** The same of what is decided or said of a person. */
export async function decideOnPerson(
  desk: Desk,
  person: string,
  asked: PersonDecision,
  now: Instant,
): Promise<DecisionView> {
  const { id: agent } = await agentView(desk, person);
  const act = actOf(asked, desk, now);
  return keep(desk, asked, {
    now,
    line: { agent, act, shown: null },
    log: () => desk.store.decisions({ agent }),
    refuse: (log) => (act.act === 'reverse' ? whyNotTakenBack(log, act.decision) : null),
  });
}

/** What somebody says of themself, in their own name. */
export async function decideOwn(desk: Desk, person: string, asked: OwnDecision, now: Instant): Promise<DecisionView> {
  const { id, name: by } = await agentView(desk, person);
  if (asked.act === 'interest') return decideOnPerson(desk, id, { ...asked, by }, now);
  const { flag, ...rest } = asked;
  const raised = await flagNamed(desk, flag);
  const { subject } = raised.flag;
  if (subject.kind !== 'agent' || subject.id !== id)
    throw new NotFound('There is no such flag about you. Your own page lists those there are.');
  return decideOnRaised(desk, raised, { ...rest, by }, now);
}

type Signed = Pick<PersonDecision, 'by' | 'reason' | 'id'>;

interface Line {
  readonly now: Instant;
  readonly line: Pick<Decision, 'agent' | 'act' | 'shown'>;
  /** All that was written about the same. */
  readonly log: () => Promise<Decision[]>;
  /** Why it may not follow what was written; null: it may. */
  readonly refuse: (log: readonly Decision[], at: Instant) => string | null;
}

const ATTEMPTS = 10;

/** Whoever writes at the same time is seen by the next attempt, and what may follow is asked again. */
async function keep(desk: Desk, { by, reason, id = randomUUID() }: Signed, given: Line): Promise<DecisionView> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const log = await given.log();
    const known = log.find((line) => line.id === id);
    // A clock that is behind puts nothing before what is there.
    const at = Math.max(given.now, log.at(-1)?.at ?? 0);
    const refused = known === undefined ? given.refuse(log, at) : null;
    if (refused !== null) throw new Refused(refused);
    const shown = shownWith(given.line, log);
    const decision = { id, at, by, reason, agent: given.line.agent, act: given.line.act, shown };
    const added = await desk.store.addDecision(decision, log.at(-1)?.id ?? null);
    if (added.how === 'overtaken') continue;
    if (added.how === 'known') checkSame(added.decision, decision);
    return viewOf(desk, added.decision);
  }
  throw new Refused('Too many others are deciding about the same just now. Look at it again, then decide.');
}

/** A line taken back takes its flag along, so that the flag's own log is whole. */
function shownWith({ act, shown }: Line['line'], log: readonly Decision[]): FlagShown | null {
  return act.act === 'reverse' ? (log.find(({ id }) => id === act.decision)?.shown ?? null) : shown;
}

function checkSame(kept: Decision, sent: Decision): void {
  const essence = ({ by, reason, agent, act, shown }: Decision) =>
    JSON.stringify([by, reason, agent, sorted(act), shown?.flag ?? null]);
  if (essence(kept) === essence(sent)) return;
  throw new Refused(`Another decision has the id ${kept.id}. Send this one under an id of its own.`);
}

const sorted = (act: Act) => Object.entries(act).sort(([a], [b]) => (a < b ? -1 : 1));

function overtaken(after: string | null | undefined, about: readonly Decision[]): string | null {
  const last = writtenBy(about, Number.POSITIVE_INFINITY).at(-1);
  if (after === undefined || after === (last?.id ?? null)) return null;
  if (last === undefined) return 'What you saw of this flag is no longer there. Look at it again, then decide.';
  const what = isAct(last, 'reverse') ? 'took back an earlier line' : `wrote "${last.act.act}"`;
  return `${last.by} ${what} since you looked: “${last.reason}”. Look at the flag again, then decide.`;
}

async function shownOf({ store }: Desk, { flag, judgement }: Raised): Promise<FlagShown> {
  const { ruleId, ruleVersion, subject, asOf, verdict, evidence } = judgement;
  const figures = await store.figures(asOf, subject.kind, subject.id);
  const read = evidence.map((one) => figures.find(({ metric, weeks }) => metric === one.metric && weeks === one.weeks));
  const expectation = read.find((figure) => (figure?.expectation ?? null) !== null)?.expectation ?? null;
  return { flag: flag.id, ruleId, ruleVersion, expectation, subject, raisedAt: flag.raisedAt, asOf, verdict };
}

async function viewOf(desk: Desk, decision: Decision): Promise<DecisionView> {
  const people = await peopleOf(desk, (decision.agent ?? '') as AgentId);
  const [view] = decisionViews([decision], desk, people);
  if (view === undefined) throw new Error('one line has one view');
  return view;
}
