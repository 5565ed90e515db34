import type { Normalised } from '../../src/connector/connector.ts';
import { Rejected } from '../../src/connector/rejected.ts';
import { eventId, ticketId } from '../../src/domain/ids.ts';
import type { TicketFact } from '../../src/domain/ticket-event.ts';
import { type Author, authorOf } from './author.ts';
import { type Envelope, neededInstantOf, neededOf, quoted, type Row, sysIdOf, textOf } from './schema.ts';
import type { Desk } from './settings.ts';

/** One row of sys_journal_field: a comment the customer sees, or a work note they do not. */
export function normaliseJournal(desk: Desk, { data, record, authors }: Envelope): Normalised {
  const element = neededOf(data, 'element');
  if (element !== 'comments' && element !== 'work_notes') {
    return { events: [], agents: [], unmapped: [{ what: 'journal', word: element }] };
  }
  const id = ticketId(desk.source, sysIdOf(data, 'element_id'));
  const at = neededInstantOf(data, 'sys_created_on');
  const author = authorOf(desk, neededOf(data, 'sys_created_by'), authors);
  const event = {
    id: eventId(id, `journal.${sysIdOf(data, 'sys_id')}`),
    ticketId: id,
    occurredAt: at,
    knownAt: at,
    seq: 0,
    actor: author.account,
    fact: element === 'work_notes' ? ({ type: 'noted' } as const) : commentOf(author, record ?? {}),
  };
  return { events: [event], agents: [], unmapped: [] };
}

/** README, "Who wrote a comment". Throws Rejected where nothing tells: taken for an agent's, it would stop a clock. */
function commentOf(author: Author, record: Row): TicketFact {
  if (author.isBot) return { type: 'replied' };
  const isCaller = wroteAs(author, record, 'caller_id') ?? wroteAs(author, record, 'requested_for');
  if (isCaller === true) return { type: 'customer-replied' };
  if (author.isAgent !== null) return { type: author.isAgent ? 'replied' : 'customer-replied' };
  if (isCaller === null) {
    throw new Rejected(
      'comment of nobody known',
      `${quoted(author.login)} may be the caller or an agent`,
      "Send the ticket's row as record, and authors (connectors/servicenow/README.md).",
    );
  }
  const isSelfService = textOf(record, 'contact_type') === 'self-service';
  const openedIt = isSelfService && wroteAs(author, record, 'opened_by') === true;
  return { type: openedIt ? 'customer-replied' : 'replied' };
}

/** Null: cannot be told, for want of the field or of the author's sys_id. */
function wroteAs({ sysId, login }: Author, record: Row, field: string): boolean | null {
  const id = textOf(record, field) ?? '';
  const name = textOf(record, `${field}.user_name`) ?? '';
  if (name !== '') return name === login;
  return id === '' || sysId === null ? null : id === sysId;
}
