import type { IncomingMessage } from 'node:http';
import type { StandIn, StandInOptions } from '../desk/stand-in.ts';
import type { Happening, TicketStory } from '../desk/story.ts';
import { CLOUD_ID, makeGate } from './auth.ts';
import { requestTypesOf } from './catalogue.ts';
import { makeItSo } from './happen.ts';
import { appHookRoutes, hookRoutes, makeHooks } from './hooks.ts';
import { listen, makeRouter } from './http.ts';
import { issueRoutes } from './issues.ts';
import { makeLimits } from './limits.ts';
import { makePeople } from './people.ts';
import { personRoutes } from './persons.ts';
import { idOf } from './records.ts';
import { respond } from './respond.ts';
import { searchRoutes } from './search.ts';
import { serviceDeskRoutes } from './service-desk.ts';
import { settingRoutes } from './setting-up.ts';
import { makeShelf } from './shelf.ts';
import type { Site } from './site.ts';
import { type JiraTrap, noTraps } from './traps.ts';
import { makeSender } from './webhooks-out.ts';
import { workingHoursRoutes } from './working-hours.ts';

export interface JiraOptions extends StandInOptions {
  /** `data-center`: version 2 only, searched by offsets, people by key and name, personal tokens. Cloud unless said. */
  readonly deployment?: 'cloud' | 'data-center';
}

/**
 * Jira with Jira Service Management over a desk. `url` is the site; the same server is the gateway, at
 * `/ex/jira/{cloudId}/…`, and the one that gives tokens. Accepted credentials: `CREDENTIALS` of `auth.ts`.
 *
 * Endpoints (`/rest/api/2` beside `/rest/api/3`; `asked` counts them without the gateway's part):
 * - `/_edge/tenant_info`, `POST /oauth/token` (client credentials, 60 min), `/oauth/token/accessible-resources`
 * - `search/jql` (GET, POST), `search/approximate-count`, `issue/bulkfetch`, `changelog/bulkfetch`, `search` (410)
 * - `issue/{id}` and its `changelog`, `comment`, `worklog`, `properties/{key}`
 * - `serverInfo`, `myself`, `mypermissions`, `field`, `status`, `priority`, `issuetype`, `auditing/record`,
 *   `project`, `project/search`, `project/{key}` and its `statuses`, `role`, `role/{id}`
 * - `users`, `users/search`, `user`, `user/bulk`, `user/groups`, `group/bulk`, `group/member`
 * - `/rest/servicedeskapi`: `info`, `organization`, `servicedesk/{id}` with `requesttype`, `queue`, `queue/{id}/issue`;
 *   `request/{id}` with `sla`, `sla/{id}`, `status`, `participant`, `comment`, `feedback`
 * - `/rest/webhooks/1.0/webhook` (another app's is there), `webhook` and `webhook/refresh` of OAuth apps
 * - `/rest/workinghours/1/api/calendar`
 * - Data Center: `search` by offset, `user/search`, `groups/picker`, `/rest/jira-webhook/1.0/webhooks`
 *
 * Always so: the old search is gone (410), a query has to be bounded, its date literals are minutes of the asker's
 * zone (epoch milliseconds are exact), `fields` is the id alone unless said, lists are paged and large page sizes
 * lowered, a deleted issue is not found, its history comes newest first with an issue, oldest first by itself, a
 * rating sends no webhook and leaves no history, a scoped token or an OAuth one is 401 on the site. Data Center: a
 * wrong token is anonymous, sees nothing, and only `X-AUSERNAME` says so.
 *
 * Traps, by `traps`:
 * - `pagesCutShort`: two fifths of what was asked for, though more follows
 * - `indexLag`: every third issue is missing from searches for 4 minutes after each change, unless reconciled
 * - `changelogTruncated`: an issue tells only its 3 youngest entries (else 40 in a search, 100 by itself)
 * - `scopedTokenOnlyAtGateway`: the classic token is a scoped one
 * - `rateLimitedBurst`, `rateLimitedNoRetryAfter`, `htmlErrorWith200`: each third request of an endpoint
 * - `rateLimitedQuota`: 500 points an hour of the clock, for OAuth callers
 * - `tokenTwice`: the token that was sent comes back, for ever
 * - `movedIssueKeys`: an assignment moves every fifth issue to project NET, with a new key; the old one still finds it
 * - `slaFieldMissing`, `feedbackNotReadable`, `emailsHidden`, `notAdministrator`: what the account may not see or do
 * - `ratingsLeaveUpdated`: a rating does not touch `updated`; only its date (`cf[10042]`) tells
 */
export interface JiraStandIn extends StandIn<JiraTrap> {
  readonly cloudId: string;
}

export async function startJira(options: JiraOptions): Promise<JiraStandIn> {
  const { desk, clock } = options;
  const dataCenter = options.deployment === 'data-center';
  const traps = noTraps();
  const people = makePeople(desk);
  const requestTypes = requestTypesOf(desk);
  const requestTypeIds = new Map(requestTypes.map(({ id, name }) => [name, id]));
  const shelf = makeShelf();
  const site: Site = { desk, clock, traps, people, shelf, dataCenter, requestTypes, requestTypeIds, deleted: [] };
  const hooks = makeHooks(clock());
  const find = makeRouter([
    ...searchRoutes(site),
    ...issueRoutes(site),
    ...settingRoutes(site),
    ...personRoutes(site),
    ...serviceDeskRoutes(site),
    ...hookRoutes(site, hooks),
    ...(dataCenter ? [] : appHookRoutes(site, hooks)),
    ...workingHoursRoutes(),
  ]);
  const gate = makeGate({ people, traps, clock, dataCenter });
  const limits = makeLimits(traps, clock);
  const asked = new Map<string, number>();
  const count = (what: string) => asked.set(what, (asked.get(what) ?? 0) + 1);
  const server = await listen(async (request) => {
    const { endpoint, answer } = await answered(request);
    count(endpoint);
    count(`${endpoint} ${answer.status}`);
    return answer;
  });
  const answered = async (request: IncomingMessage) => {
    if (!standIn.up) return { endpoint: 'while down', answer: { status: 503, headers: { 'retry-after': '30' } } };
    return respond(request, { site, gate, limits, find, url: server.url });
  };
  const sender = makeSender(site, hooks, options.webhookSecret, () => server.url);
  const counts = { history: 0, comment: 0 };
  const happen = (story: TicketStory, happening: Happening) =>
    makeItSo(site, sender.send, story, happening, { desk, people, traps, dataCenter, counts });
  const standIn: JiraStandIn = {
    url: server.url,
    cloudId: CLOUD_ID,
    traps,
    asked,
    happen,
    takeWebhooks: sender.take,
    idOf,
    up: true,
    close: server.close,
  };
  return standIn;
}
