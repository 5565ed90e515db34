import { categoryName, PROJECTS, type Project } from './catalogue.ts';
import { type Answer, type Ask, ok, Refused, type Route } from './http.ts';
import { issueRef } from './issue-json.ts';
import { personJson } from './people.ts';
import type { Issue } from './records.ts';
import { deskPage, lookOf, type Site } from './site.ts';
import { SLAS, slaJson } from './sla-json.ts';
import { deskTime } from './time.ts';

/** As Jira Service Management words its errors. */
const denied = (status: number, key: string, errorMessage: string) =>
  new Refused(status, { errorMessage, i18nErrorMessage: { i18nKey: key, parameters: [] } });

/** Jira Service Management's own API: desks, request types, requests with SLAs, comments and feedback. */
export function serviceDeskRoutes(site: Site): Route[] {
  const get = (pattern: string, answer: (ask: Ask) => Answer): Route => ({
    method: 'GET',
    pattern: `/rest/servicedeskapi/${pattern}`,
    answer,
  });
  const request = (ask: Ask): Issue => {
    const issue = site.shelf.find(ask.params['id'] ?? '');
    if (issue === undefined)
      throw denied(404, 'sd.request.notfound', 'The request does not exist or you cannot see it.');
    return issue;
  };
  return [
    get('info', () => ok({ version: '10.3.1', platformVersion: '10.3.1', isLicensedForUse: true })),
    get('organization', (ask) => ok(deskPage(ask, []))),
    get('servicedesk', (ask) =>
      ok(
        deskPage(
          ask,
          PROJECTS.map((one) => deskJson(one, ask)),
        ),
      ),
    ),
    get('servicedesk/{id}', (ask) => ok(deskJson(deskOf(ask), ask))),
    get('servicedesk/{id}/requesttype', (ask) => ok(deskPage(ask, requestTypes(site, deskOf(ask), ask)))),
    get('servicedesk/{id}/queue', (ask) => ok(deskPage(ask, [queue(site, deskOf(ask), ask)]))),
    get('servicedesk/{id}/queue/{queueId}/issue', (ask) => {
      const desk = deskOf(ask);
      const waiting = [...site.shelf.byUpdated(0, null)].filter(
        (one) => one.project === desk && one.resolvedAt === null,
      );
      const page = deskPage(ask, waiting);
      return ok({ ...page, values: page.values.map((one) => issueRef(one, lookOf(site, ask))) }, page.values.length);
    }),
    get('request/{id}', (ask) => ok(requestJson(site, request(ask), ask), 1)),
    get('request/{id}/status', (ask) => ok(deskPage(ask, statuses(site, request(ask), ask)))),
    get('request/{id}/participant', (ask) => {
      request(ask);
      return ok(deskPage(ask, []));
    }),
    get('request/{id}/sla', (ask) => ok(deskPage(ask, slas(site, request(ask), ask)), 1)),
    get('request/{id}/sla/{slaId}', (ask) => {
      const found = slas(site, request(ask), ask).find(({ id }) => id === ask.params['slaId']);
      if (found === undefined) throw denied(404, 'sd.sla.notfound', 'The SLA does not exist.');
      return ok(found, 1);
    }),
    get('request/{id}/comment', (ask) => comments(site, request(ask), ask)),
    get('request/{id}/feedback', (ask) => feedback(site, request(ask), ask)),
  ];
}

const deskJson = ({ id, key, name, serviceDeskId }: Project, { base }: Ask) => ({
  id: serviceDeskId,
  projectId: id,
  projectName: name,
  projectKey: key,
  _links: { self: `${base}/rest/servicedeskapi/servicedesk/${serviceDeskId}` },
});

function deskOf(ask: Ask): Project {
  const { id } = ask.params;
  const found = PROJECTS.find(({ serviceDeskId, key }) => serviceDeskId === id || key === id);
  if (found === undefined) throw denied(404, 'sd.servicedesk.notfound', 'The service desk does not exist.');
  return found;
}

const requestTypes = (site: Site, { serviceDeskId }: Project, { base }: Ask) =>
  site.requestTypes.map(({ id, name }) => ({
    _expands: [],
    id,
    _links: { self: `${base}/rest/servicedeskapi/servicedesk/${serviceDeskId}/requesttype/${id}` },
    name,
    description: '',
    helpText: '',
    issueTypeId: '10020',
    serviceDeskId,
    groupIds: [],
  }));

const queue = (site: Site, { serviceDeskId, key }: Project, { base }: Ask) => ({
  id: '10',
  name: 'All open',
  jql: `project = ${key} AND resolution = Unresolved`,
  fields: ['issuetype', 'issuekey', 'summary', 'created', 'reporter', 'duedate'],
  issueCount: [...site.shelf.byId.values()].filter((one) => one.project.key === key && one.resolvedAt === null).length,
  _links: { self: `${base}/rest/servicedeskapi/servicedesk/${serviceDeskId}/queue/10` },
});

const slas = (site: Site, { id, story }: Issue, ask: Ask) =>
  SLAS.map((sla) => slaJson(id, story, sla, lookOf(site, ask)));

function statuses(site: Site, { status, statusSince }: Issue, ask: Ask) {
  const statusCategory = categoryName(status).toUpperCase().replace(' ', '_');
  return [{ status: status.name, statusCategory, statusDate: deskTime(statusSince, lookOf(site, ask).zone) }];
}

function requestJson(site: Site, issue: Issue, ask: Ask) {
  const { id: issueId, key: issueKey, story, project, created, reporter } = issue;
  const look = lookOf(site, ask);
  const { base } = ask;
  return {
    _expands: ['participant', 'status', 'sla', 'requestType', 'serviceDesk', 'attachment', 'action', 'comment'],
    issueId,
    issueKey,
    requestTypeId: site.requestTypeIds.get(story.workType),
    serviceDeskId: project.serviceDeskId,
    createdDate: deskTime(created, look.zone),
    reporter: personJson(reporter, look),
    requestFieldValues: [{ fieldId: 'summary', label: 'What do you need?', value: `${story.workType} does not work` }],
    currentStatus: statuses(site, issue, ask)[0],
    _links: {
      jiraRest: `${base}/rest/api/2/issue/${issueId}`,
      web: `${base}/servicedesk/customer/portal/${project.serviceDeskId}/${issueKey}`,
      self: `${base}/rest/servicedeskapi/request/${issueId}`,
      agent: `${base}/browse/${issueKey}`,
    },
  };
}

function comments(site: Site, issue: Issue, ask: Ask): Answer {
  const look = lookOf(site, ask);
  const wants = (isPublic: boolean) => ask.query.get(isPublic ? 'public' : 'internal') !== 'false';
  const page = deskPage(
    ask,
    issue.comments.filter(({ isPublic }) => wants(isPublic)),
  );
  const values = page.values.map(({ id, author, created, isPublic, text: body }) => ({
    _expands: ['attachment', 'renderedBody'],
    id,
    body,
    public: isPublic,
    author: personJson(author, look),
    created: deskTime(created, look.zone),
    _links: { self: `${ask.base}/rest/servicedeskapi/request/${issue.id}/comment/${id}` },
  }));
  return ok({ ...page, values }, values.length);
}

/** An experiment of Jira's that a caller has to opt in to. */
function feedback({ traps }: Site, { rating }: Issue, ask: Ask): Answer {
  if (ask.headers['x-experimentalapi'] !== 'opt-in') {
    throw denied(412, 'sd.experimental.optin', 'This API is experimental. Send the header X-ExperimentalApi: opt-in.');
  }
  if (traps.feedbackNotReadable)
    throw denied(403, 'sd.feedback.forbidden', 'You may not see the feedback of this request.');
  if (rating === null) throw denied(404, 'sd.feedback.notfound', 'No feedback was given for this request.');
  return ok({ type: 'csat', rating: rating.stars, comment: { body: 'Thank you' } });
}
