import { createHmac } from 'node:crypto';
import type { OutgoingWebhook } from '../desk/stand-in.ts';
import { CREDENTIALS } from './auth.ts';
import { type Hook, type Hooks, hasExpired } from './hooks.ts';
import { commentJson, fieldsAsked, type IssueLook, issueJson } from './issue-json.ts';
import { parseJql } from './jql.ts';
import { matcherOf } from './jql-match.ts';
import { type Person, personJson, uuidOf } from './people.ts';
import type { Comment, History, Issue } from './records.ts';
import type { Site } from './site.ts';

export interface Happened {
  readonly event: 'jira:issue_created' | 'jira:issue_updated' | 'jira:issue_deleted' | 'comment_created';
  /** `issue_event_type_name`. */
  readonly called: string;
  readonly issue: Issue;
  readonly author: Person;
  readonly history: History | null;
  readonly comment: Comment | null;
}

const REDUCED = new Set(['summary', 'issuetype', 'project', 'assignee', 'priority', 'status']);
/** Addresses in webhooks are the site's, whoever reads. */
const ZONE = 'Europe/Madrid';

export function makeSender(site: Site, hooks: Hooks, secret: string | null, url: () => string) {
  let sent = 0;
  let out: OutgoingWebhook[] = [];
  const look = (): IssueLook => ({
    base: url(),
    version: '2',
    zone: ZONE,
    dataCenter: site.dataCenter,
    // Webhooks of Cloud tell nobody's address.
    traps: { ...site.traps, emailsHidden: site.traps.emailsHidden || !site.dataCenter },
    asOf: site.clock(),
    requestTypes: site.requestTypeIds,
    comments: 0,
  });
  const send = (happened: Happened) => {
    const targets = targetsOf(site, hooks, secret, happened);
    if (targets.length === 0) return;
    const told = bodyOf(happened, site.clock(), look());
    for (const hook of targets) {
      const ids = hook.kind === 'app' ? { matchedWebhookIds: [hook.id] } : {};
      const body = hook.excludeBody ? Buffer.alloc(0) : Buffer.from(JSON.stringify({ ...told, ...ids }));
      sent++;
      out.push({ at: site.clock(), headers: headersOf(site, hook, body, sent, happened), body });
    }
  };
  const take = () => {
    const all = out;
    out = [];
    return all;
  };
  return { send, take };
}

type Target = Pick<Hook, 'id' | 'kind' | 'excludeBody' | 'secret'>;

/** Those registered; before there are any, the address known from the start. */
function targetsOf(site: Site, hooks: Hooks, secret: string | null, { event, issue }: Happened): readonly Target[] {
  const now = site.clock();
  const own = [...hooks.all.values()].filter((hook) => !hook.isForeign && !hasExpired(hook, now));
  if (own.length === 0) {
    return secret === null ? [] : [{ id: 0, kind: 'administrator', excludeBody: false, secret }];
  }
  const zone = site.people.reader.timeZone;
  return own.filter(({ enabled, events, jql }) => {
    const test = jql === null ? null : parseJql(jql).test;
    return enabled && events.includes(event) && (test === null || matcherOf(test, { now, zone })(issue));
  });
}

function bodyOf({ event, called, issue, author, history, comment }: Happened, timestamp: number, look: IssueLook) {
  const whole = () => issueJson(issue, fieldsAsked(['*all', '-comment'], look), look);
  if (event === 'comment_created' && comment !== null) {
    const said = { timestamp, webhookEvent: event, comment: commentJson(issue, comment, look) };
    return look.dataCenter ? said : { ...said, issue: issueJson(issue, REDUCED, look) };
  }
  return {
    timestamp,
    webhookEvent: event,
    issue_event_type_name: called,
    user: personJson(author, look),
    issue: whole(),
    ...(comment !== null && { comment: commentJson(issue, comment, look) }),
    ...(history !== null && { changelog: { id: history.id, items: history.items } }),
  };
}

function headersOf(site: Site, { kind, secret }: Target, body: Buffer, n: number, { author }: Happened) {
  const signature = secret === null ? {} : { 'x-hub-signature': `sha256=${mac(secret, body, 'hex')}` };
  const headers = {
    'content-type': 'application/json; charset=UTF-8',
    'user-agent': 'Atlassian Webhook HTTP Client',
    ...(kind === 'app' ? { authorization: `Bearer ${jwt(site.clock())}` } : signature),
  };
  if (site.dataCenter) return headers;
  // What a rule did comes later and by another way.
  const flow = author.accountType === 'app' ? 'Secondary' : 'Primary';
  return { ...headers, 'x-atlassian-webhook-identifier': uuidOf('delivery', n), 'x-atlassian-webhook-flow': flow };
}

const mac = (secret: string, body: Buffer | string, form: 'hex' | 'base64url') =>
  createHmac('sha256', secret).update(body).digest(form);

/** What an OAuth app's webhooks carry: signed with the app's own secret. */
function jwt(now: number): string {
  const part = (said: unknown) => Buffer.from(JSON.stringify(said)).toString('base64url');
  const iat = Math.floor(now / 1000);
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ iss: CREDENTIALS.clientId, iat, exp: iat + 180 })}`;
  return `${signed}.${mac(CREDENTIALS.clientSecret, signed, 'base64url')}`;
}
