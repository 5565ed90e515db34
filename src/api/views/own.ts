import type { AgentId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/interval.ts';
import { type Desk, peopleOf } from '../desk.ts';
import type { OwnView } from '../own-schema.ts';
import { agentPathView } from './agent-path.ts';
import { agentView } from './figures.ts';
import { detailView } from './flags.ts';
import { latestEvaluation, raisedUntil } from './raised.ts';
import { standingView } from './standing.ts';
import { isoOrNull } from './words.ts';

const SHOWN_FOR_MS = 26 * 7 * 86_400_000;

/** Flags about them that are up or went in the last half year, private notices too, with all that a manager sees of them. */
export async function ownView(desk: Desk, person: string, now: Instant): Promise<OwnView> {
  const { id, name, team } = await agentView(desk, person);
  const asOf = await latestEvaluation(desk, undefined);
  const log = await desk.store.decisions({ agent: id });
  const people = await peopleOf(desk, id as AgentId);
  const all = asOf === null ? [] : await raisedUntil(desk, asOf, log);
  const theirs = all.filter(
    ({ flag: { subject, gone } }) =>
      subject.kind === 'agent' && subject.id === id && (gone === null || gone.at >= now - SHOWN_FOR_MS),
  );
  theirs.sort((a, b) => b.flag.raisedAt - a.flag.raisedAt || (a.flag.id < b.flag.id ? -1 : 1));
  const { paths, next, gates } = await agentPathView(desk, id, undefined, now);
  return {
    person: { id, name, team },
    asOf: isoOrNull(asOf),
    flags: await Promise.all(theirs.map((raised) => detailView(raised, { desk, people, log, at: now }, false))),
    standing: await standingView(desk, id, now),
    path: { paths, next, gates },
  };
}
