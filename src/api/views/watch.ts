import type { Instant } from '../../domain/interval.ts';
import { readyAndWaiting } from '../../progression/bench-risks.ts';
import { earlierSteps } from '../../progression/earlier-steps.ts';
import { challengesOpen, overlooked, promisesOverdue } from '../../progression/flag-dues.ts';
import { type Flag, flagLife } from '../../progression/flag-life.ts';
import { recordsSo } from '../../progression/records.ts';
import { stagesHeld } from '../../progression/stages.ts';
import type { Desk } from '../desk.ts';
import type { Watched, WatchKind, WatchList } from '../watch-schema.ts';
import { latestEvaluation } from './raised.ts';
import { WATCH_KINDS } from './watch-kinds.ts';
import { watchedEarlierWork, watchedFlag, watchedGates, watchedStagnant } from './watched-people.ts';
import { stepsOfTeams, watchedBenches, watchedClerical } from './watched-roles.ts';
import { type Watching, watchingAt } from './watching.ts';
import { isoOrNull } from './words.ts';

export interface WatchQuery {
  readonly team?: string | undefined;
  readonly asOf?: Instant | undefined;
}

/** What people should look at and nobody has settled. By team and name; no order of merit, and no notice that is private. */
export async function watchView(desk: Desk, query: WatchQuery, now: Instant): Promise<WatchList> {
  const settled = await latestEvaluation(desk, query.asOf);
  const watching = await watchingAt(desk, settled, query.asOf ?? now);
  const found = await itemsBy(watching);
  const isAsked = ({ subject }: Watched) => query.team === undefined || subject.team === query.team;
  const { people } = watching;
  const ids = [...people.listed.map(({ id }) => id), ...people.contributors.map(({ agent }) => agent)];
  return {
    asOf: isoOrNull(settled),
    teams: [...new Set(ids.flatMap((id) => people.teamOf(id) ?? []))].sort((a, b) => a.localeCompare(b)),
    kinds: WATCH_KINDS.map((kind) => ({ ...kind, items: found[kind.id].filter(isAsked).sort(byTeamAndName) })),
    steps: stepsOfTeams(watching).filter(({ team }) => query.team === undefined || team === query.team),
  };
}

/** How many there are of what waits for an answer. For instruments: counts, and nobody can be told from them. */
export interface WatchCounts {
  readonly readyAndWaiting: number;
  readonly overlooked: number;
  readonly challengesOpen: number;
  readonly promisesOverdue: number;
}

export async function watchCounts(desk: Desk, now: Instant): Promise<WatchCounts> {
  const of = flagItems(await watchingAt(desk, await latestEvaluation(desk, undefined), now));
  return {
    readyAndWaiting: of['ready-and-waiting'].length,
    overlooked: of.overlooked.length,
    challengesOpen: of['challenge-open'].length,
    promisesOverdue: of['promise-overdue'].length,
  };
}

type FlagKind = 'ready-and-waiting' | 'overlooked' | 'challenge-open' | 'promise-overdue';

function flagItems(watching: Watching): Record<FlagKind, Watched[]> {
  const { desk, flags, log, at, isHere } = watching;
  const records = recordsSo(log, at);
  const standing = flags.map((flag) => ({ flag, life: flagLife(log, flag, at) }));
  const earlier = earlierSteps(desk.rules.paths, standing, stagesHeld(log, at));
  // Who has said no meanwhile waits for nothing, and who is ready for the third step not for the second.
  const waits = ({ id, ruleId, subject }: Flag) =>
    isHere(subject.id) && records.wants(subject.id, ruleId) !== false && !earlier.has(id);
  const here = ({ subject }: Flag) => subject.kind !== 'agent' || isHere(subject.id);
  const told = (found: readonly { readonly flag: Flag }[], kind: FlagKind, asked: (flag: Flag) => boolean) =>
    found
      .filter(({ flag }) => asked(flag))
      .map(({ flag }) => watchedFlag(watching, kind, flag, flagLife(log, flag, at)));
  return {
    'ready-and-waiting': told(readyAndWaiting(flags, log, at), 'ready-and-waiting', waits),
    overlooked: told(overlooked(flags, log, at), 'overlooked', waits),
    'challenge-open': told(challengesOpen(flags, log, at), 'challenge-open', here),
    'promise-overdue': told(promisesOverdue(flags, log, at), 'promise-overdue', here),
  };
}

async function itemsBy(watching: Watching): Promise<Record<WatchKind['id'], Watched[]>> {
  const ofFlags = flagItems(watching);
  const unseen = new Set(ofFlags.overlooked.map(({ flag }) => flag));
  return {
    ...ofFlags,
    // Whom nobody has looked at stands among the overlooked; twice would be noise.
    'ready-and-waiting': ofFlags['ready-and-waiting'].filter(({ flag }) => !unseen.has(flag)),
    'gate-overdue': watchedGates(watching),
    stagnation: await watchedStagnant(watching),
    'earlier-work-lost': await watchedEarlierWork(watching),
    'clerical-only': watchedClerical(watching),
    'thin-bench': watchedBenches(watching),
  };
}

function byTeamAndName({ subject: a }: Watched, { subject: b }: Watched): number {
  return (a.team ?? '').localeCompare(b.team ?? '') || a.name.localeCompare(b.name) || a.id.localeCompare(b.id);
}
