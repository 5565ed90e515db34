import { type Answer, type Ask, ok, Refused, type Route, wrong } from './http.ts';
import { platformPage, type Site } from './site.ts';
import { jiraTime } from './time.ts';

export interface Hook {
  readonly id: number;
  readonly kind: 'administrator' | 'app';
  readonly name: string;
  readonly url: string;
  readonly events: readonly string[];
  /** Null: of all issues. */
  readonly jql: string | null;
  readonly excludeBody: boolean;
  readonly secret: string | null;
  readonly enabled: boolean;
  readonly lastUpdated: number;
  /** Another app's: it was there before, and its deliveries go elsewhere. */
  readonly isForeign: boolean;
}

export interface Hooks {
  readonly all: Map<number, Hook>;
  /** Of the next one. */
  nextId: number;
}

export function makeHooks(since: number): Hooks {
  const foreign: Hook = {
    id: 1,
    kind: 'administrator',
    name: 'Chat notifications',
    url: 'https://chat.example.com/jira',
    events: ['jira:issue_created', 'comment_created'],
    jql: 'project = ITSM',
    excludeBody: false,
    secret: null,
    enabled: true,
    lastUpdated: since,
    isForeign: true,
  };
  return { all: new Map([[1, foreign]]), nextId: 2 };
}

/** Administrators' webhooks: made and kept by an administrator's own token on the site's address. */
export function hookRoutes(site: Site, hooks: Hooks): Route[] {
  const paths = ['/rest/webhooks/1.0/webhook', ...(site.dataCenter ? ['/rest/jira-webhook/1.0/webhooks'] : [])];
  return paths.flatMap((pattern) => {
    const route = (method: string, path: string, answer: (ask: Ask) => Answer): Route => ({
      method,
      pattern: path,
      answer: (ask) => {
        mayAdminister(site, ask);
        return answer(ask);
      },
    });
    const one = `${pattern}/{id}`;
    const said = (hook: Hook, ask: Ask) => hookJson(site, hook, ask.base, pattern);
    return [
      route('GET', pattern, (ask) => {
        const own = [...hooks.all.values()].filter(({ kind }) => kind === 'administrator');
        return ok(own.map((hook) => said(hook, ask)));
      }),
      route('POST', pattern, (ask) => {
        const hook = { ...hookOf(ask, null), id: hooks.nextId++, lastUpdated: site.clock() };
        hooks.all.set(hook.id, hook);
        return { status: 201, body: said(hook, ask) };
      }),
      route('GET', one, (ask) => ok(said(known(hooks, ask), ask))),
      route('PUT', one, (ask) => {
        const hook = { ...hookOf(ask, known(hooks, ask)), lastUpdated: site.clock() };
        hooks.all.set(hook.id, hook);
        return ok(said(hook, ask));
      }),
      route('DELETE', one, (ask) => {
        hooks.all.delete(known(hooks, ask).id);
        return { status: 204 };
      }),
    ];
  });
}

function mayAdminister({ traps }: Site, { caller, isGateway }: Ask): void {
  if (isGateway || caller?.kind === 'scoped' || caller?.kind === 'oauth') {
    throw new Refused(401, { code: 401, message: 'Unauthorized; scope does not match' });
  }
  if (traps.notAdministrator)
    throw new Refused(403, { messages: [{ key: 'You are not permitted to manage webhooks.' }] });
}

function known({ all }: Hooks, { params }: Ask): Hook {
  const hook = all.get(Number(params['id']));
  if (hook?.kind !== 'administrator')
    throw new Refused(404, { messages: [{ key: `No webhook with id ${params['id']}` }] });
  return hook;
}

/** What is not said stays as it was; a secret too. */
function hookOf({ body }: Ask, before: Hook | null): Hook {
  // Data Center's newer form keeps some of it in an object of its own.
  const said = { ...(body['configuration'] as object | undefined), ...body } as Record<string, unknown>;
  const text = (name: string) => (typeof said[name] === 'string' && said[name] !== '' ? said[name] : null);
  const name = text('name') ?? before?.name;
  const url = text('url') ?? before?.url;
  const events = Array.isArray(said['events']) ? said['events'].map(String) : before?.events;
  if (name === undefined || url === undefined || events === undefined || !URL.canParse(url)) {
    throw new Refused(400, { messages: [{ key: 'A webhook needs a name, a url and events.' }] });
  }
  const filters = said['filters'] as Record<string, string> | undefined;
  return {
    id: 0,
    kind: 'administrator',
    isForeign: false,
    ...before,
    name,
    url,
    events,
    jql: filters === undefined ? (before?.jql ?? null) : filters['issue-related-events-section'] || null,
    excludeBody: said['excludeBody'] === undefined ? (before?.excludeBody ?? false) : said['excludeBody'] === true,
    secret: text('secret') ?? before?.secret ?? null,
    enabled: said['enabled'] === undefined ? (before?.enabled ?? true) : said['enabled'] !== false,
    lastUpdated: 0,
  };
}

/** The secret is never told again, only that there is one. */
function hookJson({ people }: Site, hook: Hook, base: string, pattern: string) {
  const { id, name, url, excludeBody, jql, events, enabled, lastUpdated, secret, isForeign } = hook;
  const filters = jql === null ? {} : { 'issue-related-events-section': jql };
  const made = {
    lastUpdatedUser: people.reader.accountId,
    lastUpdatedDisplayName: people.reader.displayName,
    lastUpdated,
  };
  if (pattern.endsWith('/webhooks')) {
    const configuration = { filters, excludeBody };
    return { id, name, url, events, configuration, active: enabled, sslVerificationRequired: true };
  }
  const by = isForeign ? { ...made, lastUpdatedDisplayName: 'Chat', lastUpdatedUser: 'chat' } : made;
  return {
    name,
    url,
    excludeBody,
    filters,
    events,
    enabled,
    self: `${base}${pattern}/${id}`,
    isSigned: secret !== null,
    ...by,
  };
}

const APP_HOOK_LASTS = 30 * 86_400_000;
const APP_HOOKS_AT_MOST = 5;

/** Webhooks of an OAuth app: of its own alone, and gone in 30 days unless refreshed. */
export function appHookRoutes(site: Site, hooks: Hooks): Route[] {
  const pattern = '/rest/api/3/webhook';
  const route = (method: string, path: string, answer: (ask: Ask) => Answer): Route => ({
    method,
    pattern: path,
    answer: (ask) => {
      if (ask.caller?.kind !== 'oauth') throw wrong(403, 'Only Connect and OAuth 2.0 apps can use this operation.');
      return answer(ask);
    },
  });
  const own = () => [...hooks.all.values()].filter((hook) => hook.kind === 'app' && !hasExpired(hook, site.clock()));
  const expiry = (at: number) => jiraTime(at + APP_HOOK_LASTS, 'Etc/UTC');
  const ids = ({ body }: Ask) => (Array.isArray(body['webhookIds']) ? body['webhookIds'].map(Number) : []);
  return [
    route('POST', pattern, (ask) => {
      const wanted = Array.isArray(ask.body['webhooks']) ? (ask.body['webhooks'] as Record<string, unknown>[]) : [];
      const url = String(ask.body['url'] ?? '');
      const webhookRegistrationResult = wanted.map(({ events, jqlFilter }) => {
        if (own().length >= APP_HOOKS_AT_MOST) return { errors: ['The app has too many webhooks for this user.'] };
        if (own().some((hook) => hook.url !== url))
          return { errors: ['All webhooks of an app have to have the same URL.'] };
        if (typeof jqlFilter !== 'string' || jqlFilter === '') return { errors: ['The JQL filter is required.'] };
        const id = hooks.nextId++;
        const told = {
          id,
          kind: 'app' as const,
          name: '',
          url,
          events: (events as string[] | undefined) ?? [],
          jql: jqlFilter,
        };
        const rest = { excludeBody: false, secret: null, enabled: true, lastUpdated: site.clock(), isForeign: false };
        hooks.all.set(id, { ...told, ...rest });
        return { createdWebhookId: id };
      });
      return ok({ webhookRegistrationResult });
    }),
    route('GET', pattern, (ask) => {
      const told = own().map(({ id, jql, events, lastUpdated }) => ({
        id,
        jqlFilter: jql,
        events,
        expirationDate: expiry(lastUpdated),
      }));
      return ok(platformPage(ask, told));
    }),
    route('PUT', `${pattern}/refresh`, (ask) => {
      for (const hook of own())
        if (ids(ask).includes(hook.id)) hooks.all.set(hook.id, { ...hook, lastUpdated: site.clock() });
      return ok({ expirationDate: expiry(site.clock()) });
    }),
    route('DELETE', pattern, (ask) => {
      for (const hook of own()) if (ids(ask).includes(hook.id)) hooks.all.delete(hook.id);
      return { status: 202 };
    }),
  ];
}

export const hasExpired = ({ kind, lastUpdated }: Hook, now: number): boolean =>
  kind === 'app' && lastUpdated + APP_HOOK_LASTS <= now;
