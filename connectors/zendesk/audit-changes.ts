import { isDone } from '../../src/domain/ticket.ts';
import { plainText } from './reading.ts';
import type { Audit, AuditEvent } from './schema.ts';
import { STATUS_WORDS } from './status-map.ts';
import type { FieldValues } from './ticket-change.ts';
import { isAutomatic } from './who.ts';

/** Fields that one audit changed, by a person or by an automation. */
interface Change {
  /** Where in the audit it begins. */
  readonly position: number;
  readonly automatic: boolean;
  readonly fields: FieldValues;
}

interface Field {
  readonly position: number;
  readonly automatic: boolean;
  readonly value: unknown;
  /** Before the audit. */
  readonly before: unknown;
}

/** What belongs together moves together: who changed the first did both. */
const PAIRS = [
  ['assignee_id', 'group_id'],
  ['status', 'custom_status_id'],
] as const;

/**
 * Of each field what the audit left it at: all of it is one instant, and a spell of no length is nobody's. A person's
 * part and the automations' stay apart, so that no hand-over by a trigger is held against anyone.
 */
export function changesIn(audit: Audit): Change[] {
  const fields = fieldsOf(audit);
  for (const [leading, other] of PAIRS) joinPair(fields, leading, other);
  takeUp(fields);
  return [false, true].flatMap((automatic) => {
    const mine = [...fields].filter(([, field]) => field.automatic === automatic);
    const position = Math.min(...mine.map(([, field]) => field.position));
    const values = new Map(mine.map(([name, { value }]) => [name, value]));
    const customStatusBefore = fields.get('custom_status_id')?.before;
    return mine.length === 0 ? [] : [{ position, automatic, fields: { values, customStatusBefore } }];
  });
}

function fieldsOf(audit: Audit): Map<string, Field> {
  const fields = new Map<string, Field>();
  for (const [position, event] of audit.events.entries()) {
    if (!isChange(event)) continue;
    const earlier = fields.get(event.field_name);
    const automatic = isAutomatic(audit, event);
    const before = earlier === undefined ? event.previous_value : earlier.before;
    fields.set(event.field_name, { position, automatic, value: event.value, before });
  }
  return fields;
}

const isChange = (event: AuditEvent): event is AuditEvent & { field_name: string } =>
  (event.type === 'Create' || event.type === 'Change') && event.field_name !== null;

function joinPair(fields: Map<string, Field>, leading: string, other: string): void {
  const [leader, follower] = [fields.get(leading), fields.get(other)];
  if (leader !== undefined && follower !== undefined) fields.set(other, { ...follower, automatic: leader.automatic });
}

/**
 * Who solves a ticket that nobody holds is given it by a rule, in the same update. Told after the solving it would be
 * solved by nobody; so it counts as theirs.
 */
function takeUp(fields: Map<string, Field>): void {
  const holder = fields.get('assignee_id');
  const status = fields.get('status');
  if (holder?.automatic !== true || status?.automatic !== false) return;
  if (!isDone(STATUS_WORDS.get(plainText(status.value) ?? '') ?? 'unknown')) return;
  if (plainText(holder.before) !== null || plainText(holder.value) === null) return;
  for (const name of PAIRS[0]) {
    const field = fields.get(name);
    if (field !== undefined) fields.set(name, { ...field, automatic: false });
  }
}
