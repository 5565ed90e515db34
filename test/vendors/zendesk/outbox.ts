import { createHmac } from 'node:crypto';
import type { OutgoingWebhook } from '../desk/stand-in.ts';
import type { Update } from './account.ts';
import { Breaker } from './breaker.ts';
import { type EventOut, eventsOf, testEvent } from './events-out.ts';
import { CONDITIONAL, type Hook, type HookFields, Hooks } from './hooks.ts';
import { iso, ulid, zendeskIds } from './ids.ts';
import { objectIn } from './route.ts';
import { Triggers } from './triggers.ts';

/** Signs what is sent for a webhook that was not created yet. Everybody knows it. */
const PUBLIC_SECRET = 'dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==';
const KEPT_DELIVERIES = 200;

/** Webhooks on their way: made with every update, for each that is subscribed, signed as they are made. */
export class Outbox {
  readonly hooks: Hooks;
  readonly triggers = new Triggers();
  readonly breaker = new Breaker();
  readonly #firstSecret: string | null;
  #waiting: OutgoingWebhook[] = [];
  #events = 0;
  #deliveries = 0;

  constructor(firstSecret: string | null, now: number) {
    this.#firstSecret = firstSecret;
    this.hooks = new Hooks(now);
  }

  take(): OutgoingWebhook[] {
    const taken = this.#waiting;
    this.#waiting = [];
    return taken;
  }

  /** `isBreaking`: the circuit breaker may drop what is made. */
  tell(update: Update, now: number, isBreaking: boolean): void {
    const ours = [...this.hooks.all.values()].filter(({ isOthers, fields }) => !isOthers && fields.status === 'active');
    const events = eventsOf(update, this.#events);
    this.#events += events.length;
    for (const { type, body } of events) {
      const bytes = Buffer.from(JSON.stringify(body));
      if (!this.hooks.isAnyRegistered && this.#firstSecret !== null) this.#send(null, type, bytes, now, isBreaking);
      for (const hook of ours) {
        if (hook.fields.subscriptions.includes(type)) this.#send(hook, type, bytes, now, isBreaking);
      }
    }
    for (const { hookId, body } of this.triggers.calls(update.ticket.id)) {
      const hook = ours.find(({ id }) => id === hookId);
      if (hook?.fields.subscriptions.includes(CONDITIONAL) !== true) continue;
      this.#send(hook, CONDITIONAL, Buffer.from(body), now, isBreaking);
    }
  }

  /** A test delivery: for a webhook that exists, or one that might be made. */
  test(hook: Hook | null, now: number): void {
    const event: EventOut = testEvent(now, this.#events++);
    this.#waiting.push(this.#signed(hook, PUBLIC_SECRET, Buffer.from(JSON.stringify(event.body)), now));
  }

  #send(hook: Hook | null, event: string, body: Buffer, now: number, isBreaking: boolean): void {
    const isDropped = isBreaking && !this.breaker.lets(now);
    const message = this.#signed(hook, this.#firstSecret ?? '', body, now);
    if (!isDropped) this.#waiting.push(message);
    if (hook === null) return;
    const id = message.headers['X-Zendesk-Webhook-Invocation-Id'] ?? '';
    hook.deliveries.push({ id, at: now, event, isDropped });
    if (hook.deliveries.length > KEPT_DELIVERIES) hook.deliveries.shift();
  }

  #signed(hook: Hook | null, otherwise: string, body: Buffer, now: number): OutgoingWebhook {
    const stamp = iso(now);
    const signature = createHmac('sha256', hook?.secret ?? otherwise)
      .update(stamp)
      .update(body)
      .digest('base64');
    const headers = {
      'Content-Type': 'application/json; charset=utf-8',
      'User-Agent': 'Zendesk Webhook',
      'X-Zendesk-Account-Id': String(zendeskIds.account),
      'X-Zendesk-Webhook-Id': hook?.id ?? ulid(0, 1),
      'X-Zendesk-Webhook-Invocation-Id': ulid(now, ++this.#deliveries),
      'X-Zendesk-Webhook-Signature': signature,
      'X-Zendesk-Webhook-Signature-Timestamp': stamp,
      ...(hook === null ? {} : { ...authentication(hook.fields), ...hook.fields.custom_headers }),
    };
    return { at: now, headers, body };
  }
}

function authentication({ authentication: how }: HookFields): Record<string, string> {
  if (how === null) return {};
  const data = objectIn(how['data']);
  const word = (name: string) => String(data[name] ?? '');
  if (how['type'] === 'api_key') return { [word('name')]: word('value') };
  if (how['type'] === 'bearer_token') return { Authorization: `Bearer ${word('token')}` };
  const basic = Buffer.from(`${word('username')}:${word('password')}`).toString('base64');
  return { Authorization: `Basic ${basic}` };
}
