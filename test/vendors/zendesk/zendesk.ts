import type { AddressInfo } from 'node:net';
import type { StandIn, StandInOptions } from '../desk/stand-in.ts';
import { Account } from './account.ts';
import { Auth, tokenRecord } from './auth.ts';
import { incrementalRoutes } from './endpoints/incremental.ts';
import { peopleRoutes } from './endpoints/people.ts';
import { satisfactionRoutes } from './endpoints/satisfaction.ts';
import { searchRoutes } from './endpoints/search.ts';
import { setUpRoutes } from './endpoints/set-up.ts';
import { ticketRoutes } from './endpoints/tickets.ts';
import { triggerRoutes, webhookRoutes } from './endpoints/webhooks.ts';
import { zendeskIds } from './ids.ts';
import { Buckets, ENTERPRISE, type Limits } from './limits.ts';
import { Outbox } from './outbox.ts';
import type { Route } from './route.ts';
import { serverOf } from './server.ts';
import { allOff, type ZendeskTrap } from './traps.ts';

/** A Zendesk account, besides what every stand-in can do. */
export interface ZendeskStandIn extends StandIn<ZendeskTrap> {
  /** How the receiver answered a delivery, which the circuit breaker goes by. */
  delivered(ok: boolean): void;
}

export interface ZendeskOptions extends StandInOptions {
  /** Requests a minute: of an Enterprise plan unless told otherwise; refused only while a trap says so. */
  readonly limits?: Limits;
}

/**
 * A stand-in for Zendesk Support, `.json` at the end of a path as one likes.
 *
 * Endpoints (all below /api/v2 but the first)
 * - POST /oauth/tokens (client credentials), oauth/tokens/current, users/me, account/settings
 * - tickets, tickets/count, tickets/show_many, tickets/{id}, its audits, comments, metrics; ticket_metrics,
 *   ticket_audits (newest first), deleted_tickets. `include`: users, groups, organizations, slas, metric_sets,
 *   metric_events; audits: users, tickets
 * - incremental/: tickets/cursor, tickets, ticket_events, ticket_metric_events, users/cursor, users, organizations
 * - search, search/count, search/export, with the terms type, status, created, updated
 * - users, users/count, users/show_many, users/{id}, groups, group_memberships, organizations, custom_roles
 * - satisfaction_ratings, satisfaction_ratings/{id}, guide/survey_responses, guide/survey_responses/{id}
 * - slas/policies, group_slas/policies, business_hours/schedules, their holidays, custom_statuses, ticket_fields,
 *   routing/attributes, their values, routing/agents/{id}/instance_values, routing/tickets/{id}/instance_values
 * - webhooks (GET, POST, PUT, PATCH, DELETE), webhooks/test, signing_secret (GET, POST), invocations, attempts;
 *   triggers (GET, POST, PUT, DELETE), trigger_categories. One webhook and one trigger of others are there already
 *
 * Always: lists end at 100 a page, exports at 1000, page numbers at row 10,000 (400), search at row 1000 (422); a
 * `start_time` within the last minute is refused (400); exports by time may be longer than asked and their last page's
 * second comes again; deleted tickets are found in exports and deleted_tickets only; a rating given again is the same
 * record, changed, and stays at its first time in lists; tokens die when they said; API tokens end on 30 April 2027.
 *
 * Traps
 * - lastMinuteWithheld: exports leave out the last 60 seconds, and say they are at their end
 * - duplicateRowsOverPages: rows of one page of an export come again on the next
 * - unchangedRowsReappear: recalculations bring tickets back in exports, with the `updated_at` they had
 * - archivedTicketsVanish: 120 days after closing, from all lists; exports, search and ids still know them
 * - anonymousMe: users/me answers 200 and a user without id to whoever has no, or wrong, credentials
 * - rateLimited429, rateLimitedNoRetryAfter: the account's limit holds; the latter does not say when to come again
 * - exportBucketSmall: the limits hold that some endpoints have of their own (`Zendesk-RateLimit-…`)
 * - tokenExpires: tokens die after five minutes, whatever they said
 * - fourErrorShapes: errors in turn as error and description, a list, an object, plain text
 * - htmlErrorWith200: every fifth answer is a page for people, with status 200
 * - metricRowsRewritten: breaches are written before their time, and taken back (`deleted`) when they do not come
 * - circuitBreaker: webhooks are lost while the receiver, by `delivered(false)`, fails too often
 * - surveyInsteadOfRating: survey responses instead of ratings; three stars are neutral there
 * - numbersAsText: ids are text
 * - slowAnswers: a quarter of a second each
 */
export async function startZendesk(options: ZendeskOptions): Promise<ZendeskStandIn> {
  const traps = allOff();
  const asked = new Map<string, number>();
  const outbox = new Outbox(options.webhookSecret, options.clock());
  const auth = new Auth();
  const routes = [...routesOf(auth), ...webhookRoutes(outbox), ...triggerRoutes(outbox)];
  const state = { up: true, url: '' };
  const buckets = new Buckets(options.limits ?? ENTERPRISE);
  const account = new Account(options, traps);
  const server = serverOf({ account, auth, buckets, routes, asked, isUp: () => state.up, base: () => state.url });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: state.url,
    traps,
    asked,
    get up() {
      return state.up;
    },
    set up(isUp) {
      state.up = isUp;
    },
    happen(story, happening) {
      outbox.tell(account.happen(story, happening), options.clock(), traps.circuitBreaker);
    },
    takeWebhooks: () => outbox.take(),
    idOf: ({ n }) => String(zendeskIds.ticket(n)),
    delivered: (ok) => outbox.breaker.told(options.clock(), ok),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function routesOf(auth: Auth): Route[] {
  return [
    { method: 'POST', path: '/oauth/tokens', of: 'free', answer: (request) => auth.issue(request) },
    { method: 'GET', path: '/api/v2/oauth/tokens/current', of: 'free', answer: tokenRecord },
    ...ticketRoutes,
    ...incrementalRoutes,
    ...searchRoutes,
    ...peopleRoutes,
    ...satisfactionRoutes,
    ...setUpRoutes,
  ];
}
