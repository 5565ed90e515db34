import type { DeliveredFact, Normalised } from '../../src/connector/connector.ts';
import { Rejected } from '../../src/connector/rejected.ts';
import type { TimeReader } from '../../src/connector/source-time.ts';
import { type AccountId, accountId, eventId, ticketId } from '../../src/domain/ids.ts';
import type { Instant } from '../../src/domain/interval.ts';
import type { TicketChange, TicketStatus } from '../../src/domain/ticket.ts';
import type { TicketEvent, TicketFact } from '../../src/domain/ticket-event.ts';
import type { AttributeSpec, Mapping } from './mapping.ts';

type Row = DeliveredFact['fields'];

/** One row is one snapshot of a ticket: what it says becomes a change, and each result of the source's own an event beside it. */
export function normaliseRow(mapping: Mapping, readTime: TimeReader, { key, fields }: DeliveredFact): Normalised {
  const row = new RowReader(mapping, readTime, fields);
  const id = ticketId(mapping.source, row.needed(mapping.ticket));
  const status = row.status();
  const moment: Moment = { at: row.instant(mapping.time.column), status: status.status };
  const common = {
    ticketId: id,
    occurredAt: moment.at,
    knownAt: moment.at,
    seq: row.order(),
    actor: row.account('actor', moment),
  };
  const facts = [changed(mapping, row, moment, status.word), ...slaReports(mapping, row, moment)];
  return {
    events: facts.map((fact, i): TicketEvent => ({ id: eventId(id, `${key}.${i}`), ...common, fact })),
    agents: [],
    unmapped: status.known ? [] : [{ what: 'status', word: status.word }],
  };
}

/** What decides whether a row can have known a back-filled value. */
interface Moment {
  readonly at: Instant;
  readonly status: TicketStatus;
}

function changed(mapping: Mapping, row: RowReader, moment: Moment, sourceStatus: string): TicketFact {
  const resolver = row.account('resolver', moment);
  const held = mapping.accounts.holder === undefined ? {} : { holder: row.account('holder', moment) };
  const { opened_at: opened } = mapping;
  return {
    type: 'changed',
    set: { status: moment.status, sourceStatus, ...row.attributes(moment), ...held },
    ...(opened !== undefined && row.value(opened) !== null && { openedAt: row.instant(opened) }),
    ...(resolver !== null && { resolver }),
  };
}

function slaReports(mapping: Mapping, row: RowReader, moment: Moment): TicketFact[] {
  return Object.entries(mapping.sla).flatMap(([target, spec]): TicketFact[] => {
    const word = row.visible(spec.column, moment);
    if (word === null) return [];
    if (word !== spec.met && word !== spec.breached) {
      throw new Rejected(
        'unreadable SLA result',
        `${spec.column} is "${word}"`,
        `Name the word under sla.${target} in the mapping.`,
      );
    }
    return [{ type: 'sla-reported', target, met: word === spec.met }];
  });
}

interface StatusRead {
  readonly status: TicketStatus;
  readonly word: string;
  readonly known: boolean;
}

const ATTRIBUTES = {
  team: 'team',
  priority: 'priority',
  kind: 'kind',
  work_type: 'workType',
  channel: 'channel',
  shift: 'shift',
  region: 'region',
  requester: 'requester',
  requester_group: 'requesterGroup',
} as const satisfies Record<keyof Mapping['attributes'], keyof TicketChange>;

/** Reads one row's values by the mapping, and hides what that row cannot have known. */
class RowReader {
  readonly #mapping: Mapping;
  readonly #readTime: TimeReader;
  readonly #row: Row;

  constructor(mapping: Mapping, readTime: TimeReader, row: Row) {
    this.#mapping = mapping;
    this.#readTime = readTime;
    this.#row = row;
  }

  /** Null where the source left it out. */
  value(column: string): string | null {
    const raw = this.#row[column];
    if (raw === undefined || raw === null) return null;
    const text = String(raw).trim();
    return this.#mapping.missing.includes(text) ? null : text;
  }

  needed(column: string): string {
    const value = this.value(column);
    if (value === null)
      throw new Rejected('missing value', `${column} is empty`, 'Fill it in the source, or leave the row out.');
    return value;
  }

  instant(column: string): Instant {
    const text = this.needed(column);
    const at = this.#readTime(text);
    if (at === null) {
      const { format } = this.#mapping.time;
      throw new Rejected(
        'unreadable time',
        `${column} is "${text}"`,
        `It has to be a real time in the format "${format}" of the mapping.`,
      );
    }
    return at;
  }

  order(): number {
    const { order } = this.#mapping;
    if (order === undefined) return 0;
    const text = this.needed(order);
    const seq = Number(text);
    if (!Number.isSafeInteger(seq)) {
      throw new Rejected(
        'unreadable order',
        `${order} is "${text}"`,
        'It has to be a whole number, or leave `order` out of the mapping.',
      );
    }
    return seq;
  }

  status(): StatusRead {
    const { column, words } = this.#mapping.status;
    const word = this.needed(column);
    const status = Object.hasOwn(words, word) ? words[word] : undefined;
    return { status: status ?? 'unknown', word, known: status !== undefined };
  }

  /** The value, or null in a row too early to have known it: back-filled columns would let figures see the future. */
  visible(column: string, { at, status }: Moment): string | null {
    const value = this.value(column);
    const rule = this.#mapping.known_only[column];
    if (value === null || rule === undefined) return value;
    const since = rule.not_before === undefined ? null : this.value(rule.not_before);
    const from = rule.not_before !== undefined && since === null ? (rule.else_from ?? rule.from) : rule.from;
    if (!from.includes(status)) return null;
    return since !== null && this.instant(rule.not_before ?? column) > at ? null : value;
  }

  account(role: keyof Mapping['accounts'], moment: Moment): AccountId | null {
    const spec = this.#mapping.accounts[role];
    if (spec === undefined) return null;
    const name = this.visible(spec.column, moment);
    return name === null ? null : accountId(this.#mapping.source, `${spec.space}/${name}`);
  }

  /** What the row says; an attribute it leaves out stays what it was. */
  attributes(moment: Moment): TicketChange {
    const change: Record<string, string> = {};
    for (const [key, field] of Object.entries(ATTRIBUTES) as [keyof typeof ATTRIBUTES, string][]) {
      const spec = this.#mapping.attributes[key];
      const value = spec === undefined ? null : this.#attribute(spec, moment);
      if (value !== null) change[field] = value;
    }
    return change;
  }

  #attribute(spec: AttributeSpec, moment: Moment): string | null {
    if (spec.column === undefined) return spec.value ?? null;
    const word = this.visible(spec.column, moment);
    return word === null ? null : ((Object.hasOwn(spec.words, word) ? spec.words[word] : undefined) ?? word);
  }
}
