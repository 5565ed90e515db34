import { createHmac, randomBytes } from 'node:crypto';

/** One request as a sender makes it, and the id by which a stored row can be found again. */
export interface SignedRequest {
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export const SECRET = 'a secret of the bench, known to both sides';
/** Bytes of every body. */
const SIZE = 2_000;
/** Tickets that have news at the same time. */
const TICKETS_AT_ONCE = 1_000;

const STORY = [
  { event: 'created', team: 'first', priority: 'P2', kind: 'incident' },
  { event: 'assigned', agent: 'ann' },
  { event: 'reply', actor: 'ann' },
  { event: 'status', value: 'pending', actor: 'ann' },
  { event: 'status', value: 'resolved', actor: 'ann' },
] as const;

/**
 * The nth event of a Zendesk ticket, each another, in the shape of Zendesk's events. `rows` beside it says the same for
 * the neutral log's connector, so that the same bytes can also be worked off.
 */
function bodyOf(n: number, at: string): string {
  const row = STORY[Math.floor(n / TICKETS_AT_ONCE) % STORY.length] ?? STORY[0];
  const ticket = String(Math.floor(n / TICKETS_AT_ONCE / STORY.length) * TICKETS_AT_ONCE + (n % TICKETS_AT_ONCE));
  const detail = {
    id: ticket,
    brand_id: '360002783572',
    created_at: '2026-03-02T08:00:00Z',
    updated_at: at,
    organization_id: '360008427473',
    group_id: '1234567',
    requester_id: '8447388090494',
    assignee_id: '8447388090495',
    status: 'OPEN',
    priority: 'NORMAL',
    type: 'INCIDENT',
    subject: 'The printer on the second floor prints in green only',
    tags: ['printer', 'second-floor', 'hardware'],
    via: { channel: 'web_service' },
    custom_status: '22580394',
  };
  const envelope = {
    account_id: 22129848,
    id: `cbe4028c-7239-495d-b020-${n}`,
    subject: `zen:ticket:${ticket}`,
    time: at,
    type: 'zen:event-type:ticket.status_changed',
    zendesk_event_version: '2022-11-06',
    event: { current: 'OPEN', previous: 'NEW' },
    detail,
    rows: [{ ticket, at, ...row }],
  };
  const bare = JSON.stringify({ ...envelope, description: '' });
  return `${bare.slice(0, -2)}${'A line of the description. '.repeat(75).slice(0, SIZE - bare.length)}"}`;
}

/** Ids that begin with their time, as Zendesk's do. */
const nextId = (): string => `${Date.now().toString(32)}${randomBytes(10).toString('hex')}`.toUpperCase();

/** As Zendesk signs: timestamp, then body. */
export function zendeskRequest(n: number): SignedRequest {
  const time = new Date().toISOString();
  const body = bodyOf(n, time);
  const id = nextId();
  const signature = createHmac('sha256', SECRET).update(time).update(body).digest('base64');
  return {
    id: `id:${id}`,
    body,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-zendesk-webhook-signature': signature,
      'x-zendesk-webhook-signature-timestamp': time,
      'x-zendesk-webhook-invocation-id': id,
    },
  };
}

/** The same body, as GitHub signs. */
export function githubRequest(n: number): SignedRequest {
  const body = bodyOf(n, new Date().toISOString());
  const id = nextId();
  const signature = createHmac('sha256', SECRET).update(body).digest('hex');
  return {
    id,
    body,
    headers: {
      'content-type': 'application/json',
      'x-github-event': 'issues',
      'x-github-delivery': id,
      'x-hub-signature-256': `sha256=${signature}`,
    },
  };
}
