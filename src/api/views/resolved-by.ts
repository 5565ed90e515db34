import type { AgentId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/interval.ts';
import type { Resolved } from '../../progression/earlier-work.ts';
import type { Desk } from '../desk.ts';

/** What somebody resolved, of known kinds of work, as known at that instant. */
export async function resolvedBy({ store }: Pick<Desk, 'store'>, agent: string, at: Instant): Promise<Resolved[]> {
  return (await store.contributionsOf(agent as AgentId, at)).flatMap(({ resolutions }) =>
    resolutions
      .filter(({ cell }) => cell.workType !== 'unknown')
      .map((part) => ({ at: part.at, workType: part.cell.workType })),
  );
}
