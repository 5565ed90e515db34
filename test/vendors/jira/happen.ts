import type { Happening, TicketStory } from '../desk/story.ts';
import { type Around, changeIssue, idOf, openedIssue } from './records.ts';
import type { Site } from './site.ts';
import type { Happened } from './webhooks-out.ts';

/** One happening: the record, its place among the others, and the webhooks of it. */
export function makeItSo(
  site: Site,
  send: (happened: Happened) => void,
  story: TicketStory,
  happening: Happening,
  around: Around,
): void {
  const { shelf, people, dataCenter } = site;
  const author = people.of(happening.by, story);
  const known = shelf.byId.get(idOf(story));
  if (known === undefined) {
    const issue = openedIssue(story, happening, around);
    shelf.put(issue);
    send({ event: 'jira:issue_created', called: 'issue_created', issue, author, history: null, comment: null });
    return;
  }
  if (happening.kind === 'deleted') {
    shelf.remove(known);
    site.deleted.push({ issue: known, at: happening.at, by: author.accountId });
    const called = 'issue_deleted';
    send({ event: 'jira:issue_deleted', called, issue: known, author, history: null, comment: null });
    return;
  }
  const { history, comment } = changeIssue(known, happening, around);
  shelf.put(known);
  const told = { issue: known, author, history, comment };
  // Data Center tells a comment twice.
  if (comment !== null) send({ ...told, event: 'comment_created', called: '' });
  if (comment !== null && dataCenter) send({ ...told, event: 'jira:issue_updated', called: 'issue_commented' });
  if (history === null) return;
  const called =
    happening.kind === 'assigned' ? 'issue_assigned' : happening.kind === 'status' ? 'issue_generic' : 'issue_updated';
  send({ ...told, event: 'jira:issue_updated', called });
}
