import { z } from 'zod';
import type { Normalised } from '../../src/connector/connector.ts';
import { Rejected } from '../../src/connector/rejected.ts';
import { plainText, shortened } from './reading.ts';
import { idOrNull } from './schema.ts';

const KNOWN_EVENTS: ReadonlySet<string> = new Set(
  `agent_assignment_changed attachment_linked_to_comment attachment_redacted_from_comment brand_changed comment_added
  comment_made_private comment_redacted created csat_received csat_requested custom_field_changed custom_status_changed
  description_changed email_ccs_changed external_id_changed followers_changed form_changed group_assignment_changed
  marked_as_spam merged next_sla_breach_changed ola_policy_changed organization_changed permanently_deleted
  priority_changed problem_link_changed requester_changed schedule_changed sla_policy_changed soft_deleted
  status_changed subject_changed submitter_changed tags_changed task_due_at_changed type_changed undeleted`
    .split(/\s+/)
    .map((name) => `zen:event-type:ticket.${name}`),
);

const anId = idOrNull.nullish().catch(null);
const holder = z.object({ id: anId, ticket_id: anId }).nullish().catch(null);
const bodySchema = z.object({
  ticket_id: anId,
  ticket: holder,
  detail: holder,
  subject: z.unknown().optional(),
  type: z.unknown().optional(),
});

/** A doorbell: which ticket to read again. What it tells of it is told again, whole and in order, by its audits. */
export function normaliseWebhook(fields: unknown): Normalised {
  const body = bodySchema.parse(typeof fields === 'object' && !Array.isArray(fields) ? (fields ?? {}) : {});
  const type = plainText(body.type) ?? null;
  const unmapped = type === null || KNOWN_EVENTS.has(type) ? [] : [{ what: 'event', word: shortened(type) }];
  const ticket = ticketIn(body, type);
  if (ticket !== null) return { events: [], agents: [], unmapped, reread: [ticket] };
  if (unmapped.length > 0) return { events: [], agents: [], unmapped };
  throw new Rejected(
    'no ticket',
    type === null ? 'neither a webhook of Zendesk nor an object read from it' : `${shortened(type)} names no ticket`,
    'Subscribe the webhook to ticket events, or let a trigger send {"ticket_id": "{{ticket.id}}"}.',
  );
}

function ticketIn(body: z.output<typeof bodySchema>, type: string | null): string | null {
  const named = /^zen:ticket:([1-9]\d{0,18})$/.exec(plainText(body.subject) ?? '')?.[1];
  const isOfTicket = type?.startsWith('zen:event-type:ticket.') === true;
  return named ?? (isOfTicket ? body.detail?.id : null) ?? body.ticket_id ?? body.ticket?.id ?? null;
}
