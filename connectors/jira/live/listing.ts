import type { Lane } from '../../../src/connector/lane.ts';
import type { Listed } from '../../../src/connector/remote.ts';
import type { Instant } from '../../../src/domain/interval.ts';
import type { ListedIssue } from './answers.ts';
import { queryOf, searchAll, since, timeIn } from './search.ts';
import type { Site } from './site.ts';

export function listed(issue: ListedIssue): Listed {
  const updatedAt = timeIn(issue, 'updated');
  return { ticket: issue.id, version: updatedAt, updatedAt };
}

/** It is to be read again, whatever its version: what has changed does not count in it. */
export const toRead = (issue: ListedIssue): Listed => ({ ...listed(issue), version: null });

/** In an order that no change disturbs, so that nothing slips from one page to another meanwhile. */
export async function* versionsSince(site: Site, at: Instant, lane: Lane): AsyncGenerator<readonly Listed[]> {
  const query = { jql: queryOf(site, since('updated', at), 'key ASC'), fields: ['updated'] };
  for await (const issues of searchAll(site, query, lane)) yield issues.map(listed);
}
