import type { AgentId } from '../../domain/ids.ts';
import type { People } from '../desk.ts';

interface Held {
  readonly holder: AgentId | null;
  readonly team: string | null;
}

/** Puts the person's name beside the id. */
export type Named = (held: Held) => { holder: string | null; holderId: AgentId | null; team: string | null };

export const naming =
  (people: Pick<People, 'nameOf'>): Named =>
  ({ holder, team }) => ({ holder: holder === null ? null : people.nameOf(holder), holderId: holder, team });
