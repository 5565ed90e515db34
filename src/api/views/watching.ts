import type { AgentId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/interval.ts';
import type { Decision } from '../../progression/decision.ts';
import { writtenBy } from '../../progression/decision-log.ts';
import type { Flag } from '../../progression/flag-life.ts';
import { type Desk, type People, peopleOf } from '../desk.ts';
import type { Watched } from '../watch-schema.ts';
import { isHeldForPerson, raisedUntil } from './raised.ts';

/** All that the list is made of, as of an instant. */
export interface Watching {
  readonly desk: Desk;
  readonly people: People;
  readonly log: readonly Decision[];
  /** Those a manager may see, up or in somebody's hands. */
  readonly flags: readonly Flag[];
  readonly at: Instant;
  /** Has not left the desk by then. */
  readonly isHere: (agent: string) => boolean;
}

export async function watchingAt(desk: Desk, settled: Instant | null, at: Instant): Promise<Watching> {
  const [people, all] = await Promise.all([peopleOf(desk), desk.store.decisions({ until: at })]);
  const log = writtenBy(all, at);
  const about = Map.groupBy(log, ({ shown }) => shown?.flag);
  const raised = settled === null ? [] : await raisedUntil(desk, settled, log);
  const flags = raised.flatMap((one) => {
    const lines = about.get(one.flag.id) ?? [];
    const isOver = one.flag.gone !== null && lines.length === 0;
    return isOver || isHeldForPerson(desk, one, lines) ? [] : [one.flag];
  });
  const gone = new Set<string>(
    people.listed.filter(({ endedAt }) => endedAt !== null && endedAt <= at).map(({ id }) => id),
  );
  return { desk, people, log, flags, at, isHere: (agent) => !gone.has(agent) };
}

export const agentSubject = (people: People, id: string): Watched['subject'] => ({
  kind: 'agent',
  id,
  name: people.nameOf(id as AgentId),
  team: people.teamOf(id as AgentId),
});
