import { iso, ulid } from './ids.ts';
import { notFound, Refusal } from './refusal.ts';
import { objectIn } from './route.ts';

/** A webhook registered with the account. */
export interface Hook {
  readonly id: string;
  /** Counts them in the order of their making. */
  readonly count: number;
  readonly createdAt: number;
  readonly createdBy: number;
  /** Of another app: it was there before, and its deliveries go elsewhere. */
  readonly isOthers: boolean;
  secret: string;
  updatedAt: number;
  fields: HookFields;
  readonly deliveries: Delivery[];
}

export interface HookFields {
  readonly name: string;
  readonly status: string;
  readonly endpoint: string;
  readonly http_method: string;
  readonly request_format: string;
  readonly subscriptions: readonly string[];
  readonly description: string | null;
  readonly authentication: Readonly<Record<string, unknown>> | null;
  readonly custom_headers: Readonly<Record<string, string>> | null;
}

interface Delivery {
  readonly id: string;
  readonly at: number;
  readonly event: string;
  readonly isDropped: boolean;
}

export const CONDITIONAL = 'conditional_ticket_events';
const KNOWN_EVENT = /^zen:event-type:(?:ticket|user|organization|agent|article|messaging_\w+)\.[a-z_]+$/;
/** They circulate, and do not exist. */
const NOT_EVENTS = new Set(['ticket.updated', 'ticket.solved', 'ticket.sla.status_changed']);
const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

const OTHERS: HookFields = {
  name: 'Chat notifier',
  status: 'active',
  endpoint: 'https://chat.example.com/hooks/zendesk',
  http_method: 'POST',
  request_format: 'json',
  subscriptions: ['zen:event-type:ticket.created'],
  description: null,
  authentication: null,
  custom_headers: null,
};

export class Hooks {
  readonly all = new Map<string, Hook>();
  /** From the first registration on, the secret given at the start signs nothing any more. */
  isAnyRegistered = false;
  #made = 0;

  constructor(now: number) {
    this.#add(OTHERS, now, 1, true);
  }

  create(asked: unknown, now: number, userId: number): Hook {
    this.isAnyRegistered = true;
    return this.#add(understood({ ...DEFAULTS, ...objectIn(asked) }), now, userId, false);
  }

  change(id: string, asked: unknown, now: number): Hook {
    const hook = this.get(id);
    const fields = understood({ ...hook.fields, ...objectIn(asked) });
    if (isConditional(fields) !== isConditional(hook.fields)) {
      throw refused('A webhook stays of the kind it was created as: of triggers, or subscribed to events');
    }
    Object.assign(hook, { fields, updatedAt: now });
    return hook;
  }

  get(id: string): Hook {
    const hook = this.all.get(id);
    if (hook === undefined) throw notFound();
    return hook;
  }

  rotate(hook: Hook): void {
    hook.secret = secretOf(++this.#made);
  }

  #add(fields: HookFields, now: number, createdBy: number, isOthers: boolean): Hook {
    const count = ++this.#made;
    const at = { createdAt: now, updatedAt: now, createdBy };
    const hook = { id: ulid(now, count), count, ...at, isOthers, secret: secretOf(count), fields, deliveries: [] };
    this.all.set(hook.id, hook);
    return hook;
  }
}

const DEFAULTS = { description: null, authentication: null, custom_headers: null };

const secretOf = (count: number): string => Buffer.from(`webhook-signing-secret-no-${count}`).toString('base64');

const isConditional = ({ subscriptions }: Pick<HookFields, 'subscriptions'>): boolean =>
  subscriptions.includes(CONDITIONAL);

const refused = (message: string) => new Refusal(400, 'InvalidWebhook', message);

function understood(asked: Readonly<Record<string, unknown>>): HookFields {
  const { name, status, endpoint, http_method: method, request_format: format, subscriptions = [] } = asked;
  if (typeof name !== 'string' || name === '') throw refused('name is missing');
  if (status !== 'active' && status !== 'inactive') throw refused('status is active or inactive');
  if (typeof endpoint !== 'string' || !URL.canParse(endpoint)) throw refused('endpoint is no URL');
  if (typeof method !== 'string' || !METHODS.has(method)) throw refused('http_method is unknown');
  if (format !== 'json' && format !== 'xml' && format !== 'form_encoded') throw refused('request_format is unknown');
  const events = Array.isArray(subscriptions) ? subscriptions.map(String) : [];
  const strange = events.find((one) => one !== CONDITIONAL && !isEvent(one));
  if (strange !== undefined) throw refused(`${strange} is no event`);
  if (events.includes(CONDITIONAL) && events.length > 1) throw refused('Events and triggers exclude each other');
  const headers = asked['custom_headers'] as HookFields['custom_headers'];
  const authentication = asked['authentication'] === null ? null : objectIn(asked['authentication']);
  const description = typeof asked['description'] === 'string' ? asked['description'] : null;
  const taken = { name, status, endpoint, http_method: method, request_format: format };
  return { ...taken, subscriptions: events, description, authentication, custom_headers: headers };
}

function isEvent(name: string): boolean {
  return KNOWN_EVENT.test(name) && !NOT_EVENTS.has(name.replace('zen:event-type:', ''));
}

/** As the API shows it: of an authentication how, not with what. */
export function hookRecord(hook: Hook): object {
  const { authentication: how, ...fields } = hook.fields;
  const shown = how === null ? {} : { authentication: { add_position: how['add_position'], type: how['type'] } };
  return {
    id: hook.id,
    ...fields,
    ...shown,
    created_at: iso(hook.createdAt),
    created_by: String(hook.createdBy),
    updated_at: iso(hook.updatedAt),
    updated_by: String(hook.createdBy),
  };
}
