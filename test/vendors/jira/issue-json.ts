import {
  categoryName,
  DONE,
  FIELDS,
  FIRST_RESPONSE,
  issueTypeJson,
  namedJson,
  ORGANISATIONS,
  projectJson,
  REQUEST_TYPE,
  RESOLUTION_SLA,
  SATISFACTION,
  SATISFACTION_DATE,
  statusJson,
  TEAM,
} from './catalogue.ts';
import { type Look, type Person, personJson } from './people.ts';
import type { Comment, History, Issue } from './records.ts';
import { SLAS, slaJson } from './sla-json.ts';
import { jiraTime } from './time.ts';

export interface IssueLook extends Look {
  readonly asOf: number;
  /** Id of a request type by the story's work type. */
  readonly requestTypes: ReadonlyMap<string, string>;
  /** No more comments than these are told with an issue. */
  readonly comments: number;
}

type Value = (issue: Issue, look: IssueLook) => unknown;

const time = (of: (issue: Issue) => number | null): Value => {
  return (issue, { zone }) => {
    const at = of(issue);
    return at === null ? null : jiraTime(at, zone);
  };
};
const person = (of: (issue: Issue) => Person | null): Value => {
  return (issue, look) => {
    const who = of(issue);
    return who && personJson(who, look);
  };
};
const text = (words: string, { version, dataCenter }: Look): unknown =>
  version === '2' || dataCenter
    ? words
    : { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }] };
const sla = (index: 0 | 1): Value => {
  return ({ id, story }, look) => slaJson(id, story, SLAS[index], look);
};

const VALUES: Readonly<Record<string, Value>> = {
  summary: ({ story }) => `${story.workType} does not work`,
  description: ({ story }, look) => text(`Ticket ${story.n} about ${story.workType}`, look),
  issuetype: (_, look) => issueTypeJson(look),
  project: ({ project }, look) => projectJson(project, look),
  status: ({ status }, look) => statusJson(status, look),
  priority: ({ priority }, look) => namedJson('priority', priority, look),
  resolution: ({ resolvedAt }, look) => (resolvedAt === null ? null : namedJson('resolution', DONE, look)),
  resolutiondate: time(({ resolvedAt }) => resolvedAt),
  created: time(({ created }) => created),
  updated: time(({ updated }) => updated),
  creator: person(({ creator }) => creator),
  reporter: person(({ reporter }) => reporter),
  assignee: person(({ assignee }) => assignee),
  labels: () => [],
  components: () => [],
  issuelinks: () => [],
  comment: (issue, look) => {
    const self = `${look.base}/rest/api/${look.version}/issue/${issue.id}/comment`;
    const comments = issue.comments.slice(0, look.comments).map((one) => commentJson(issue, one, look));
    return { comments, self, maxResults: comments.length, total: issue.comments.length, startAt: 0 };
  },
  [TEAM]: ({ team: { id, name } }) => ({ id, name, title: name, isVisible: true, isShared: true, isVerified: false }),
  [ORGANISATIONS]: () => [],
  [REQUEST_TYPE]: ({ key, project, story, status }, { requestTypes }) => ({
    _links: { web: `/servicedesk/customer/portal/${project.serviceDeskId}/${key}` },
    requestType: { id: requestTypes.get(story.workType), name: story.workType, serviceDeskId: project.serviceDeskId },
    currentStatus: { status: status.name, statusCategory: categoryName(status).toUpperCase().replace(' ', '_') },
  }),
  [SATISFACTION]: ({ rating }, { traps }) => (traps.feedbackNotReadable || !rating ? null : { rating: rating.stars }),
  [SATISFACTION_DATE]: ({ rating }, { traps, zone }) =>
    traps.feedbackNotReadable || !rating ? null : jiraTime(rating.at, zone),
  [FIRST_RESPONSE]: sla(0),
  [RESOLUTION_SLA]: sla(1),
};

/** The fields that this account sees. */
export const visibleFields = ({ traps }: Pick<Look, 'traps'>) =>
  FIELDS.filter(({ id }) => !(traps.slaFieldMissing && (id === FIRST_RESPONSE || id === RESOLUTION_SLA)));

/** Of words such as `*all`, `*navigable`, `status` and `-comment`: the ids of fields, in the catalogue's order. */
export function fieldsAsked(words: readonly string[], look: Pick<Look, 'traps'>): Set<string> {
  const asked = new Set<string>();
  for (const word of words) {
    const isLess = word.startsWith('-');
    const name = word.replace(/^[-+]/, '');
    for (const { id, navigable } of visibleFields(look)) {
      if (name !== '*all' && !(name === '*navigable' && navigable) && name !== id) continue;
      if (isLess) asked.delete(id);
      else asked.add(id);
    }
  }
  return asked;
}

export function issueJson(issue: Issue, fields: ReadonlySet<string>, look: IssueLook): Record<string, unknown> {
  const told: Record<string, unknown> = {};
  for (const field of fields) told[field] = VALUES[field]?.(issue, look);
  return { ...issueRef(issue, look), fields: told };
}

export const issueRef = ({ id, key }: Issue, { base, version }: Look) => ({
  expand: 'renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations',
  id,
  self: `${base}/rest/api/${version}/issue/${id}`,
  key,
});

export function commentJson({ id: issueId }: Issue, comment: Comment, look: Look, withProperties = false) {
  const { id, author, created, isPublic } = comment;
  const who = personJson(author, look);
  const when = jiraTime(created, look.zone);
  const { base, version, dataCenter } = look;
  return {
    self: `${base}/rest/api/${version}/issue/${issueId}/comment/${id}`,
    id,
    author: who,
    body: text(comment.text, look),
    updateAuthor: who,
    created: when,
    updated: when,
    ...(!dataCenter && { jsdPublic: isPublic }),
    ...(withProperties && { properties: [{ key: 'sd.public.comment', value: { internal: !isPublic } }] }),
  };
}

export const historyJson = ({ id, author, created, items }: History, look: Look) => ({
  id,
  author: personJson(author, look),
  created: jiraTime(created, look.zone),
  items,
});

/** The youngest come first, and no more than `most` come. */
export function changelogJson({ histories }: Issue, most: number, look: Look) {
  const told = histories
    .toReversed()
    .slice(0, most)
    .map((one) => historyJson(one, look));
  return { startAt: 0, maxResults: told.length, total: histories.length, histories: told };
}

const CHANNELS = { mail: 'email', web: 'portal', phone: 'jira' } as const;

/** Properties of an issue that are asked for by name. */
export const propertiesJson = ({ story }: Issue, names: readonly string[]) =>
  names.includes('request.channel.type') ? { 'request.channel.type': { value: CHANNELS[story.channel] } } : {};
