import { type Hook, type Hooks, hookRecord } from '../hooks.ts';
import { iso } from '../ids.ts';
import type { Outbox } from '../outbox.ts';
import { listOf, paged } from '../paging.ts';
import { type Asked, idOf, objectIn, type Route } from '../route.ts';
import { TRIGGER_CATEGORIES, triggerRecord } from '../triggers.ts';

const PATH = '/api/v2/webhooks';
const ONE = `${PATH}/{id}`;
const of = 'webhooks';

export function webhookRoutes(outbox: Outbox): Route[] {
  const { hooks } = outbox;
  const hookOf = ({ ids }: Asked): Hook => hooks.get(ids[0] ?? '');
  const change = (asked: Asked) => {
    hooks.change(hookOf(asked).id, asked.body['webhook'], asked.account.clock());
  };
  return [
    { method: 'GET', path: PATH, of, answer: (asked) => list(asked, hooks) },
    { method: 'POST', path: PATH, of, status: 201, answer: (asked) => create(asked, hooks) },
    { method: 'POST', path: `${PATH}/test`, of, answer: (asked) => test(asked, outbox) },
    { method: 'GET', path: ONE, of, answer: (asked) => ({ webhook: hookRecord(hookOf(asked)) }) },
    { method: 'PUT', path: ONE, of, status: 204, answer: change },
    { method: 'PATCH', path: ONE, of, status: 204, answer: change },
    { method: 'DELETE', path: ONE, of, status: 204, answer: (asked) => void hooks.all.delete(hookOf(asked).id) },
    { method: 'GET', path: `${ONE}/signing_secret`, of, answer: (asked) => secret(hookOf(asked)) },
    {
      method: 'POST',
      path: `${ONE}/signing_secret`,
      of,
      status: 201,
      answer: (asked) => {
        hooks.rotate(hookOf(asked));
        return secret(hookOf(asked));
      },
    },
    { method: 'GET', path: `${ONE}/invocations`, of, answer: (asked) => invocations(asked, hookOf(asked)) },
    { method: 'GET', path: `${ONE}/invocations/{id}/attempts`, of, answer: (asked) => attempts(asked, hookOf(asked)) },
  ];
}

const secret = (hook: Hook): object => ({ signing_secret: { algorithm: 'SHA256', secret: hook.secret } });

function create(asked: Asked, hooks: Hooks): object {
  const hook = hooks.create(asked.body['webhook'], asked.account.clock(), asked.caller?.userId ?? 0);
  return { webhook: hookRecord(hook) };
}

function list(asked: Asked, hooks: Hooks): object {
  const query = new URLSearchParams(asked.query);
  if (!query.has('page[size]')) query.set('page[size]', '100');
  const part = query.get('filter[name_contains]')?.toLowerCase() ?? '';
  const isSeen = ({ fields }: Hook) => fields.name.toLowerCase().includes(part);
  const page = paged({ ...asked, query }, { items: [...hooks.all.values()], keyOf: ({ count }) => count, isSeen });
  return { webhooks: page.items.map(hookRecord), ...page.links };
}

function test(asked: Asked, outbox: Outbox): object {
  const id = asked.query.get('webhook_id') ?? objectIn(asked.body['request'])['webhook_id'] ?? null;
  outbox.test(id === null ? null : outbox.hooks.get(String(id)), asked.account.clock());
  return { response: { status: 200, headers: [{ key: 'content-type', value: 'application/json' }], payload: '' } };
}

function invocations(asked: Asked, hook: Hook): object {
  const rows = hook.deliveries.toReversed().map(({ id, at, event, isDropped }) => ({
    id,
    status: isDropped ? 'circuit_broken' : 'success',
    status_code: isDropped ? null : 200,
    event_types: [event],
    latest_completed_at: iso(at),
  }));
  const query = new URLSearchParams(asked.query);
  if (!query.has('page[size]')) query.set('page[size]', '100');
  const numbered = rows.map((row, count) => ({ row, count }));
  const page = paged({ ...asked, query }, { items: numbered, keyOf: ({ count }) => count });
  return { invocations: page.items.map(({ row }) => row), ...page.links };
}

function attempts({ ids }: Asked, hook: Hook): object {
  const found = hook.deliveries.filter(({ id }) => id === ids[1]);
  const rows = found.map(({ id, at, isDropped }) => ({
    id: `${id}-1`,
    invocation_id: id,
    status: isDropped ? 'circuit_broken' : 'success',
    completed_at: iso(at),
    request: { headers: [], payload: '' },
    response: { headers: [], payload: '' },
  }));
  return { attempts: rows };
}

export function triggerRoutes({ triggers }: Outbox): Route[] {
  const path = '/api/v2/triggers';
  const one = `${path}/{id}`;
  const shown = ({ base }: Asked, id: number) => ({ trigger: triggerRecord(base, triggers.get(id)) });
  const change = (asked: Asked) => shown(asked, triggers.change(idOf(asked), asked.body['trigger']).id);
  const right = { of: 'triggers' } as const;
  return [
    { ...right, method: 'GET', path, answer: (asked) => listOf(asked, 'triggers', [...triggers.all.values()]) },
    {
      ...right,
      method: 'POST',
      path,
      status: 201,
      answer: (asked) => shown(asked, triggers.create(asked.body['trigger']).id),
    },
    { ...right, method: 'GET', path: one, answer: (asked) => shown(asked, idOf(asked)) },
    { ...right, method: 'PUT', path: one, answer: change },
    {
      ...right,
      method: 'DELETE',
      path: one,
      status: 204,
      answer: (asked) => void triggers.all.delete(triggers.get(idOf(asked)).id),
    },
    {
      ...right,
      method: 'GET',
      path: '/api/v2/trigger_categories',
      answer: () => ({ trigger_categories: TRIGGER_CATEGORIES }),
    },
  ];
}
