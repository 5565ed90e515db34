import { type EarlierWork, earlierWorkLost } from '../../progression/earlier-work.ts';
import type { Flag, FlagLife } from '../../progression/flag-life.ts';
import { gatesOf } from '../../progression/gates.ts';
import { stageKey, stagesOf } from '../../progression/path.ts';
import { stagnant } from '../../progression/stage-risks.ts';
import { stagesHeld } from '../../progression/stages.ts';
import type { Watched } from '../watch-schema.ts';
import { dayText, ruleTitle, stageTitle } from './decision-words.ts';
import { missingText } from './paths.ts';
import { resolvedBy } from './resolved-by.ts';
import { isSameMix } from './same-mix.ts';
import { agentSubject, type Watching } from './watching.ts';
import { iso, subjectView } from './words.ts';

const WEEK_MS = 7 * 86_400_000;

type FlagKind = 'ready-and-waiting' | 'overlooked' | 'challenge-open' | 'promise-overdue';

export function watchedFlag(watching: Watching, kind: FlagKind, flag: Flag, life: FlagLife): Watched {
  const { people, desk } = watching;
  const since =
    kind === 'promise-overdue' ? (life.until ?? life.since) : kind === 'challenge-open' ? life.since : flag.raisedAt;
  return {
    subject: subjectView(flag.subject, people),
    since: iso(since),
    sentence: flagSentence(watching, kind, flag, life, ruleTitle(flag.ruleId, desk.rules)),
    flag: flag.id,
  };
}

function flagSentence(watching: Watching, kind: FlagKind, flag: Flag, life: FlagLife, title: string): string {
  const day = (at: number) => dayText(at, watching.desk.rules);
  switch (kind) {
    case 'overlooked':
      return `“${title}” since ${day(flag.raisedAt)}, and nobody has written a word about it.`;
    case 'ready-and-waiting':
      return `“${title}” since ${day(flag.raisedAt)}; ${waitingText(life)}.`;
    case 'challenge-open':
      return `“${title}” was challenged on ${day(life.since)}: “${life.reason ?? ''}”`;
    case 'promise-overdue': {
      const what = life.state === 'on-probation' ? 'Probation' : 'Support';
      return `${what} was agreed until ${day(life.until ?? life.since)} (${title}), and nobody has said what came of it.`;
    }
  }
}

const waitingText = ({ state, by }: FlagLife): string => {
  if (state === 'nominated') return `nominated by ${by ?? 'somebody'}, and not decided`;
  if (state === 'acknowledged') return `looked at by ${by ?? 'somebody'}, and not decided`;
  if (state === 'challenged') return 'challenged, and not answered';
  return state === 'open' ? 'nobody has looked at it' : 'not decided';
};

export function watchedGates(watching: Watching): Watched[] {
  const { desk, log, at, people, isHere } = watching;
  return gatesOf(desk.rules.paths, log, at).flatMap(({ agent, gate, dueAt, state, missing }): Watched[] => {
    if (state !== 'overdue' || !isHere(agent)) return [];
    const lacks = missing.map((one) => missingText(one, desk.rules));
    const oneOf = gate.reaches.length > 1 ? ' (of stages, one is enough)' : '';
    return [
      {
        subject: agentSubject(people, agent),
        since: iso(dueAt),
        sentence: `“${gate.title}” was due on ${dayText(dueAt, desk.rules)}. Not there yet: ${lacks.join(', ')}${oneOf}.`,
        flag: null,
      },
    ];
  });
}

/** The mix of work is asked of those alone whom time and mastery leave: it means reading all their work. */
export async function watchedStagnant(watching: Watching): Promise<Watched[]> {
  const { desk, log, at, people, flags, isHere } = watching;
  const ready = new Set(
    flags
      .filter(({ kind, subject, gone }) => kind === 'readiness' && subject.kind === 'agent' && gone === null)
      .map(({ subject }) => subject.id),
  );
  const workOf = (agent: string) => ({ isMastered: ready.has(agent), isSameMix: null });
  const found = stagnant(desk.rules.paths, log, workOf, at).filter(({ agent }) => isHere(agent));
  const watched = await Promise.all(
    found.map(async ({ agent, held, plannedWeeks, weeks }): Promise<Watched[]> => {
      const same = await isSameMix(desk, agent, at);
      if (same === false) return [];
      const mix = same === null ? '' : ' The kinds of work are those of half a year ago.';
      return [
        {
          subject: agentSubject(people, agent),
          since: iso(held.since + plannedWeeks * WEEK_MS),
          sentence: `${stageTitle(held, desk.rules)} since ${dayText(held.since, desk.rules)}: ${weeks} weeks without a step, where ${plannedWeeks} were planned, and ready for more.${mix}`,
          flag: null,
        },
      ];
    }),
  );
  return watched.flat();
}

/** Of those alone whose stage states a floor: it means reading all their work. */
export async function watchedEarlierWork({ desk, log, at, people, isHere }: Watching): Promise<Watched[]> {
  const stages = stagesOf(desk.rules.paths);
  const watched = await Promise.all(
    [...stagesHeld(log, at)].map(async ([agent, onPaths]): Promise<Watched[]> => {
      const held = [...onPaths.values()].filter((one) => stages.get(stageKey(one))?.keeps != null);
      if (held.length === 0 || !isHere(agent)) return [];
      const resolved = await resolvedBy(desk, agent, at);
      return earlierWorkLost(desk.rules.paths, held, resolved, at).map((lost) => ({
        subject: agentSubject(people, agent),
        since: iso(lost.held.since),
        sentence: earlierWorkText(lost, stageTitle(lost.held, desk.rules)),
        flag: null,
      }));
    }),
  );
  return watched.flat();
}

function earlierWorkText({ floor, kept, resolutions, weeks, lower, upper }: EarlierWork, stage: string): string {
  const percent = (share: number) => Math.round(100 * share);
  const left = `${percent(kept / resolutions)} % (${percent(lower)} to ${percent(upper)} %, ${resolutions} resolutions)`;
  return `${stage}: ${left} of the last ${weeks} weeks are of kinds they did before; ${percent(floor)} % or more were meant to stay.`;
}
