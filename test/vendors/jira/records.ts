import type { Desk, Happening, TicketStory } from '../desk/story.ts';
import {
  DONE,
  ITSM,
  type Named,
  NET,
  OPENED,
  PRIORITY,
  type Project,
  type Status,
  statusFor,
  TEAM,
  teamOf,
} from './catalogue.ts';
import type { People, Person } from './people.ts';
import type { Traps } from './traps.ts';

/** One field's change, in Jira's words; `toString` is the new word. */
type Item = Readonly<Record<string, string | null>>;

export interface History {
  readonly id: string;
  readonly author: Person;
  readonly created: number;
  readonly items: readonly Item[];
}

export interface Comment {
  readonly id: string;
  readonly author: Person;
  readonly created: number;
  readonly isPublic: boolean;
  readonly text: string;
}

/** An issue as it stands. Times are UTC milliseconds. */
export interface Issue {
  readonly id: string;
  readonly story: TicketStory;
  readonly created: number;
  readonly creator: Person;
  readonly reporter: Person;
  readonly histories: History[];
  readonly comments: Comment[];
  key: string;
  project: Project;
  updated: number;
  assignee: Person | null;
  team: Named;
  priority: Named;
  status: Status;
  statusSince: number;
  resolvedAt: number | null;
  rating: { readonly stars: number; readonly at: number } | null;
}

export interface Around {
  readonly desk: Desk;
  readonly people: People;
  readonly traps: Readonly<Traps>;
  readonly dataCenter: boolean;
  /** Counts of their own, site-wide, in order of happening. */
  readonly counts: { history: number; comment: number };
}

export const idOf = ({ n }: TicketStory): string => String(10_000 + n);

export function openedIssue(story: TicketStory, happening: Happening, { desk, people }: Around): Issue {
  if (happening.kind !== 'opened')
    throw new Error(`Ticket ${story.n} begins with ${happening.kind}: tell its opening first.`);
  const { at, by, group, priority } = happening;
  return {
    id: idOf(story),
    story,
    created: at,
    creator: people.of(by, story),
    reporter: people.customer(story.requester),
    histories: [],
    comments: [],
    key: `${ITSM.key}-${story.n}`,
    project: ITSM,
    updated: at,
    assignee: null,
    team: teamOf(desk, group),
    priority: PRIORITY[priority],
    status: OPENED,
    statusSince: at,
    resolvedAt: null,
    rating: null,
  };
}

/** What one happening left behind: an entry of the history, a comment, or neither. */
export interface Done {
  readonly history: History | null;
  readonly comment: Comment | null;
}

export function changeIssue(issue: Issue, happening: Happening, around: Around): Done {
  const { at, by, kind } = happening;
  const author = around.people.of(by, issue.story);
  const isQuiet = kind === 'rated' && around.traps.ratingsLeaveUpdated;
  if (!isQuiet) issue.updated = at;
  if (kind === 'rated') issue.rating = { stars: happening.stars, at };
  if (kind === 'reply' || kind === 'note' || kind === 'customer-reply') {
    const id = String(20_000 + ++around.counts.comment);
    const comment = {
      id,
      author,
      created: at,
      isPublic: kind !== 'note',
      text: `A ${kind} to ${issue.story.workType}`,
    };
    issue.comments.push(comment);
    return { history: null, comment };
  }
  const items = itemsOf(issue, happening, around);
  if (items.length === 0) return { history: null, comment: null };
  const history = { id: String(100_000 + ++around.counts.history), author, created: at, items };
  issue.histories.push(history);
  return { history, comment: null };
}

/** Changes the issue, and says so. */
function itemsOf(issue: Issue, happening: Happening, around: Around): Item[] {
  switch (happening.kind) {
    case 'assigned':
      return [...assigned(issue, happening, around), ...(around.traps.movedIssueKeys ? moved(issue, around) : [])];
    case 'priority': {
      const before = issue.priority;
      issue.priority = PRIORITY[happening.to];
      return item('priority', 'jira', before, issue.priority, around);
    }
    case 'status':
      return stepped(issue, statusFor(happening.to, happening.by === 'automation'), happening.at, around);
    default:
      return [];
  }
}

function assigned(issue: Issue, { to, group }: Extract<Happening, { kind: 'assigned' }>, around: Around): Item[] {
  const { people, desk, dataCenter } = around;
  const named = (person: Person | null) =>
    person && { id: dataCenter ? person.key : person.accountId, name: person.displayName };
  const before = { assignee: issue.assignee, team: issue.team };
  issue.assignee = to === null ? null : people.agent(to);
  issue.team = teamOf(desk, group);
  return [
    ...item('assignee', 'jira', named(before.assignee), named(issue.assignee), around),
    ...item('Team', 'custom', before.team, issue.team, around, TEAM),
  ];
}

function stepped(issue: Issue, status: Status, at: number, around: Around): Item[] {
  const before = { status: issue.status, resolution: issue.resolvedAt === null ? null : DONE };
  const isDone = status.category === 'done';
  if (status.id !== before.status.id) issue.statusSince = at;
  issue.status = status;
  if (!isDone) issue.resolvedAt = null;
  else issue.resolvedAt ??= at;
  return [
    ...item('resolution', 'jira', before.resolution, isDone ? DONE : null, around),
    ...item('status', 'jira', before.status, status, around),
  ];
}

/** Every fifth issue goes to another project once, which gives it another key. */
function moved(issue: Issue, around: Around): Item[] {
  if (issue.story.n % 5 !== 0 || issue.project === NET) return [];
  const old = { project: issue.project, key: issue.key };
  issue.project = NET;
  issue.key = `${NET.key}-${issue.story.n}`;
  const key = { field: 'Key', fieldtype: 'jira', fieldId: 'issuekey', from: null, fromString: old.key, to: null };
  return [...item('project', 'jira', old.project, NET, around), { ...key, toString: issue.key } as unknown as Item];
}

function item(
  field: string,
  fieldtype: string,
  from: Named | null,
  to: Named | null,
  { dataCenter }: Around,
  fieldId = field,
): Item[] {
  if (from?.id === to?.id) return [];
  const words = { from: from?.id ?? null, fromString: from?.name ?? null, to: to?.id ?? null };
  const said = { field, fieldtype, ...(!dataCenter && { fieldId }), ...words, toString: to?.name ?? null };
  return [said as unknown as Item];
}
