import type { Lane } from '../../../src/connector/lane.ts';
import type { Found, TicketRead } from '../../../src/connector/remote.ts';
import { isServiceProject } from '../comment.ts';
import type { Catalogue } from './catalogue.ts';
import { commentsOf } from './comments-of.ts';
import { cloudIssues, dataCenterIssues, type IssueAndHistory, idOfKey } from './issues-of.ts';
import { keptIssue } from './keeping.ts';
import { requestParts } from './request-parts.ts';
import { timeIn } from './search.ts';
import type { Site } from './site.ts';
import { statusesOf } from './statuses-of.ts';

/** Whole issues, with history, comments, SLAs and rating; what is not found is said to be gone. */
export function ticketReader(site: Site, catalogue: (lane: Lane) => Promise<Catalogue>) {
  return async (tickets: readonly string[], lane: Lane): Promise<readonly TicketRead[]> => {
    const known = await catalogue(lane);
    const ids = await Promise.all(tickets.map((ticket) => (isId(ticket) ? ticket : idOfKey(site, ticket, lane))));
    const wanted = [...new Set(ids.filter((id) => id !== null))];
    const issuesOf = site.isCloud ? cloudIssues : dataCenterIssues;
    const issues = wanted.length === 0 ? [] : await issuesOf(site, wanted, known.fields, lane);
    const reads = await Promise.all(issues.map((one) => wholeTicket(site, one, known, lane)));
    const byId = new Map(reads.map((read) => [read.ticket, read]));
    if (byId.size < wanted.length || ids.includes(null)) await mustBeKnown(site, lane);
    return tickets.map((ticket, i) => {
      const id = ids[i] ?? null;
      // Known by the name it was asked for, even if that is a key.
      return { ...(byId.get(id ?? '') ?? gone(id, site.now())), ticket };
    });
  };
}

const isId = (ticket: string): boolean => /^\d{1,20}$/.test(ticket);

/** Whoever is not let in finds nothing either: nothing is gone only because our token is. */
const mustBeKnown = (site: Site, lane: Lane) => site.ask({ path: site.api('/myself'), lane });

function gone(id: string | null, now: number): Omit<TicketRead, 'ticket'> {
  const data = { id, at: new Date(now).toISOString() };
  const found: Found[] = id === null ? [] : [{ about: 'ticket', envelope: { resource: 'gone', data } }];
  return { found, version: null, updatedAt: null };
}

async function wholeTicket(site: Site, one: IssueAndHistory, catalogue: Catalogue, lane: Lane): Promise<TicketRead> {
  const { issue } = one;
  const [comments, parts] = await Promise.all([
    commentsOf(site, issue, lane),
    isServiceProject(issue.fields) ? requestParts(site, issue, catalogue, lane) : [],
  ]);
  const data = keptIssue(issue, catalogue, { ...one, comments });
  const envelope = { resource: 'issue', data, statuses: statusesOf(one.histories, catalogue) };
  const updatedAt = timeIn(issue, 'updated');
  return {
    ticket: issue.id,
    found: [{ about: 'ticket', envelope }, ...parts],
    version: updatedAt ?? 0,
    updatedAt,
  };
}
