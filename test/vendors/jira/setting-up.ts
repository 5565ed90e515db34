import {
  ISSUE_TYPE,
  issueTypeJson,
  namedJson,
  PRIORITIES,
  PROJECTS,
  projectJson,
  STATUSES,
  statusJson,
} from './catalogue.ts';
import { type Answer, type Ask, ok, type Route, wrong } from './http.ts';
import { visibleFields } from './issue-json.ts';
import { personJson, uuidOf } from './people.ts';
import { lookOf, numberOf, platformPage, type Site } from './site.ts';
import { jiraTime } from './time.ts';

/** What an administrator set up, who asks and what they may, and what was deleted. */
export function settingRoutes(site: Site): Route[] {
  const get = (pattern: string, answer: (ask: Ask) => Answer, open = false): Route => ({
    method: 'GET',
    pattern: `/rest/api/3/${pattern}`,
    open,
    answer,
  });
  const project = (ask: Ask) => {
    const { key } = ask.params;
    const found = PROJECTS.find((one) => one.key === key || one.id === key);
    if (found === undefined) throw wrong(404, `No project could be found with key '${key}'.`);
    return found;
  };
  const projects = (ask: Ask) => PROJECTS.map((one) => projectJson(one, lookOf(site, ask)));
  return [
    get('serverInfo', (ask) => ok(serverInfo(site, ask)), true),
    get('myself', (ask) => myself(site, ask)),
    get('mypermissions', (ask) => permissions(site, ask)),
    get('field', () => ok(visibleFields(site))),
    get('status', (ask) => ok(STATUSES.map((one) => statusJson(one, lookOf(site, ask))))),
    get('priority', (ask) => ok(PRIORITIES.map((one) => namedJson('priority', one, lookOf(site, ask))))),
    get('issuetype', (ask) => ok([issueTypeJson(lookOf(site, ask))])),
    get('project', (ask) => ok(projects(ask))),
    get('project/search', (ask) => ok(platformPage(ask, projects(ask)))),
    get('project/{key}', (ask) => ok(projectJson(project(ask), lookOf(site, ask)))),
    get('project/{key}/statuses', (ask) => {
      project(ask);
      const statuses = STATUSES.map((one) => statusJson(one, lookOf(site, ask)));
      return ok([{ id: ISSUE_TYPE.id, name: ISSUE_TYPE.name, subtask: false, statuses }]);
    }),
    get('project/{key}/role', (ask) => {
      const self = `${ask.base}/rest/api/${ask.version}/project/${project(ask).id}/role`;
      return ok({ Administrators: `${self}/10002`, 'Service Desk Team': `${self}/10101` });
    }),
    get('project/{key}/role/{id}', (ask) => roleMembers(site, ask, project(ask).id)),
    get('auditing/record', (ask) => audit(site, ask)),
  ];
}

const serverInfo = ({ dataCenter, clock }: Site, { base }: Ask) => ({
  baseUrl: base,
  version: dataCenter ? '10.3.1' : '1001.0.0-SNAPSHOT',
  versionNumbers: dataCenter ? [10, 3, 1] : [1001, 0, 0],
  deploymentType: dataCenter ? 'Server' : 'Cloud',
  buildNumber: 100_290,
  serverTime: jiraTime(clock(), 'Etc/UTC'),
  serverTitle: 'Jira',
});

function myself(site: Site, ask: Ask): Answer {
  if (ask.caller === null)
    throw wrong(401, 'You are not authenticated. Authentication required to perform this operation.');
  const { person } = ask.caller;
  const groups = site.people.groups.filter(({ members }) => members.includes(person));
  const expanded = { groups: { size: groups.length, items: [] }, applicationRoles: { size: 1, items: [] } };
  const own = { ...lookOf(site, ask), traps: { ...site.traps, emailsHidden: false } };
  return ok({ ...personJson(person, own), locale: 'en_GB', ...expanded, expand: 'groups,applicationRoles' }, 2);
}

const MAY = ['BROWSE_PROJECTS', 'ADMINISTER', 'SYSTEM_ADMIN', 'SERVICEDESK_AGENT', 'USER_PICKER'];

function permissions({ traps }: Site, ask: Ask): Answer {
  const asked = ask.query.get('permissions')?.split(',') ?? (ask.version === '3' ? null : MAY);
  if (asked === null) throw wrong(400, "The 'permissions' query parameter is required.");
  const isKnown = (key: string) => MAY.includes(key);
  const unknown = asked.filter((key) => !isKnown(key));
  if (unknown.length > 0) throw wrong(400, `Unrecognized permission: ${unknown.join(', ')}`);
  const has = (key: string) => !(traps.notAdministrator && /ADMIN/.test(key));
  const said = asked.map((key) => [key, { id: String(MAY.indexOf(key)), key, name: key, havePermission: has(key) }]);
  return ok({ permissions: Object.fromEntries(said) });
}

function roleMembers({ people, desk }: Site, ask: Ask, project: string): Answer {
  const id = Number(ask.params['id']);
  if (id !== 10_002 && id !== 10_101) throw wrong(404, `Can not retrieve a role actor for a null project role.`);
  const who = id === 10_002 ? [people.reader] : desk.agents.map(({ n }) => people.agent(n));
  const actors = who.map(({ displayName, accountId }, i) => ({
    id: 10_300 + i,
    displayName,
    type: 'atlassian-user-role-actor',
    actorUser: { accountId },
  }));
  const self = `${ask.base}/rest/api/${ask.version}/project/${project}/role/${id}`;
  return ok({ self, name: id === 10_002 ? 'Administrators' : 'Service Desk Team', id, actors }, actors.length * 2);
}

/** Newest first; of all that it keeps only the deletions are told. */
function audit({ traps, deleted }: Site, ask: Ask): Answer {
  if (traps.notAdministrator) throw wrong(403, 'You do not have permission to view audit records.');
  const offset = numberOf(ask, 'offset', 0);
  const limit = numberOf(ask, 'limit', 1000, 1000);
  const from = Date.parse(ask.query.get('from') ?? '') || Number.NEGATIVE_INFINITY;
  const all = deleted.filter(({ at }) => at >= from).toReversed();
  const records = all.slice(offset, offset + limit).map(({ issue, at, by }, i) => ({
    id: all.length - offset - i,
    summary: 'Issue deleted',
    authorAccountId: by,
    created: jiraTime(at, 'Etc/UTC'),
    category: 'issue management',
    eventSource: '',
    objectItem: { id: issue.id, name: issue.key, typeName: 'ISSUE' },
    associatedItems: [
      { id: uuidOf('project', Number(issue.project.id)), name: issue.project.name, typeName: 'PROJECT' },
    ],
  }));
  return ok({ offset, limit, total: all.length, records });
}
