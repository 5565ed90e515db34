import type { Desk, DeskPriority, DeskStatus } from '../desk/story.ts';
import { type Look, uuidOf } from './people.ts';

/** What an administrator set up: projects, statuses, priorities, request types, teams, fields. */

export interface Named {
  readonly id: string;
  readonly name: string;
}
export interface Project extends Named {
  readonly key: string;
  readonly serviceDeskId: string;
}
type Category = 'new' | 'indeterminate' | 'done';
export interface Status extends Named {
  readonly category: Category;
}

export const ITSM: Project = { id: '10001', key: 'ITSM', name: 'IT help', serviceDeskId: '1' };
/** Where issues are moved to. */
export const NET: Project = { id: '10002', key: 'NET', name: 'Network help', serviceDeskId: '2' };
export const PROJECTS: readonly Project[] = [ITSM, NET];

const status = (id: string, name: string, category: Category): Status => ({ id, name, category });
export const OPENED = status('1', 'Open', 'new');
const IN_PROGRESS = status('3', 'In Progress', 'indeterminate');
const WAITING_FOR_SUPPORT = status('10101', 'Waiting for support', 'indeterminate');
const STATUS: Readonly<Record<Exclude<DeskStatus, 'open'>, Status>> = {
  pending: status('10102', 'Waiting for customer', 'indeterminate'),
  'on-hold': status('10103', 'Pending', 'indeterminate'),
  resolved: status('5', 'Resolved', 'done'),
  closed: status('6', 'Closed', 'done'),
};
export const STATUSES: readonly Status[] = [OPENED, IN_PROGRESS, WAITING_FOR_SUPPORT, ...Object.values(STATUS)];

/** An agent takes an issue up; what an automation opens again waits for one. */
export function statusFor(to: DeskStatus, isAutomatic: boolean): Status {
  if (to !== 'open') return STATUS[to];
  return isAutomatic ? WAITING_FOR_SUPPORT : IN_PROGRESS;
}

export const PRIORITY: Readonly<Record<DeskPriority, Named>> = {
  P1: { id: '1', name: 'Highest' },
  P2: { id: '2', name: 'High' },
  P3: { id: '3', name: 'Medium' },
  P4: { id: '4', name: 'Low' },
};
export const PRIORITIES: readonly Named[] = [...Object.values(PRIORITY), { id: '5', name: 'Lowest' }];
export const DONE: Named = { id: '10000', name: 'Done' };
export const ISSUE_TYPE: Named = { id: '10020', name: '[System] Service request' };

export const teamOf = (desk: Desk, n: number): Named => ({
  id: uuidOf('team', n),
  name: desk.groups.find((group) => group.n === n)?.name ?? `Team ${n}`,
});

export const requestTypesOf = (desk: Desk): readonly Named[] =>
  [...new Set(desk.tickets.map(({ workType }) => workType))].sort().map((name, i) => ({ id: String(25 + i), name }));

const CATEGORY: Readonly<Record<Category, readonly [id: number, color: string, name: string]>> = {
  new: [2, 'blue-gray', 'To Do'],
  indeterminate: [4, 'yellow', 'In Progress'],
  done: [3, 'green', 'Done'],
};
export const categoryName = ({ category }: Status): string => CATEGORY[category][2];

export function statusJson({ id, name, category }: Status, { base, version }: Look) {
  const api = `${base}/rest/api/${version}`;
  const [number, colorName, called] = CATEGORY[category];
  const statusCategory = {
    self: `${api}/statuscategory/${number}`,
    id: number,
    key: category,
    colorName,
    name: called,
  };
  return { self: `${api}/status/${id}`, description: '', iconUrl: `${base}/`, name, id, statusCategory };
}

export const namedJson = (what: string, { id, name }: Named, { base, version }: Look) => ({
  self: `${base}/rest/api/${version}/${what}/${id}`,
  iconUrl: `${base}/images/icons/${what}/${id}.svg`,
  name,
  id,
});

export const issueTypeJson = (look: Look) => ({
  ...namedJson('issuetype', ISSUE_TYPE, look),
  description: '',
  subtask: false,
  hierarchyLevel: 0,
});

export const projectJson = ({ id, key, name }: Project, { base, version }: Look) => ({
  self: `${base}/rest/api/${version}/project/${id}`,
  id,
  key,
  name,
  projectTypeKey: 'service_desk',
  simplified: false,
});

export const TEAM = 'customfield_10001';
export const ORGANISATIONS = 'customfield_10002';
export const REQUEST_TYPE = 'customfield_10010';
export const SATISFACTION = 'customfield_10041';
export const SATISFACTION_DATE = 'customfield_10042';
export const FIRST_RESPONSE = 'customfield_10050';
export const RESOLUTION_SLA = 'customfield_10051';

const system = (id: string, name: string, type: string) => ({
  id,
  key: id,
  name,
  custom: false,
  navigable: id !== 'comment',
  schema: { type, system: id },
});
const DESK = 'com.atlassian.servicedesk';
const custom = (id: string, name: string, type: string, kind: string) => ({
  id,
  key: id,
  name,
  custom: true,
  navigable: true,
  schema: { type, custom: kind, customId: Number(id.slice('customfield_'.length)) },
});

/** As `/field` lists them. */
export const FIELDS = [
  system('summary', 'Summary', 'string'),
  system('description', 'Description', 'string'),
  system('issuetype', 'Issue Type', 'issuetype'),
  system('project', 'Project', 'project'),
  system('status', 'Status', 'status'),
  system('priority', 'Priority', 'priority'),
  system('resolution', 'Resolution', 'resolution'),
  system('resolutiondate', 'Resolved', 'datetime'),
  system('created', 'Created', 'datetime'),
  system('updated', 'Updated', 'datetime'),
  system('creator', 'Creator', 'user'),
  system('reporter', 'Reporter', 'user'),
  system('assignee', 'Assignee', 'user'),
  system('labels', 'Labels', 'array'),
  system('components', 'Components', 'array'),
  system('issuelinks', 'Linked Issues', 'array'),
  system('comment', 'Comment', 'comments-page'),
  custom(TEAM, 'Team', 'team', 'com.atlassian.jira.plugin.system.customfieldtypes:atlassian-team'),
  custom(ORGANISATIONS, 'Organizations', 'array', `${DESK}:sd-customer-organizations`),
  custom(REQUEST_TYPE, 'Request Type', 'sd-customerrequesttype', `${DESK}:vp-origin`),
  custom(SATISFACTION, 'Satisfaction', 'sd-feedback', `${DESK}:sd-request-feedback`),
  custom(SATISFACTION_DATE, 'Satisfaction date', 'datetime', `${DESK}:sd-request-feedback-date`),
  custom(FIRST_RESPONSE, 'Time to first response', 'sd-servicelevelagreement', `${DESK}:sd-sla-field`),
  custom(RESOLUTION_SLA, 'Time to resolution', 'sd-servicelevelagreement', `${DESK}:sd-sla-field`),
];
