import type { Listed, Page, Remote, TicketRead } from '../../src/connector/remote.ts';
import { SourceTrouble } from '../../src/connector/source-trouble.ts';
import type { OpenSource } from '../../src/reading/open-sources.ts';

/** A source in memory: tickets with versions, listed some a page in the order they changed. */
export class FakeSource {
  readonly tickets = new Map<string, number>();
  /** One for each change, in their order. */
  readonly changes: string[] = [];
  /** Each asked for, in order: `page 0`, `read T1,T2`. */
  readonly asked: string[] = [];
  /** What the next asks end in; one is used up by each. */
  readonly troubles: (SourceTrouble | null)[] = [];
  /** Reading these fails whenever they are among those asked for. */
  readonly poisoned = new Set<string>();
  /** Called as a page or a read begins. */
  onAsk: () => void = () => {};
  unsettled = false;
  endless = false;
  readonly open: OpenSource;

  constructor(pageSize = 3) {
    const listed = (): Listed[] =>
      [...this.tickets].map(([ticket, version]) => ({ ticket, version, updatedAt: version }));
    const remote: Remote = {
      atOnce: 2,
      readTickets: async (tickets) => {
        this.#ask(`read ${tickets.join(',')}`);
        const poison = tickets.find((ticket) => this.poisoned.has(ticket));
        if (poison !== undefined) throw new SourceTrouble('refused', `${poison} cannot be read`);
        return tickets.map((ticket) => this.#read(ticket));
      },
      streams: [
        {
          name: 'tickets',
          start: (since) =>
            since === null
              ? '0'
              : String(this.changes.filter((ticket) => (this.tickets.get(ticket) ?? 0) < since).length),
          page: async (cursor): Promise<Page> => {
            this.#ask(`page ${cursor}`);
            const from = Number(cursor);
            const page = this.changes.slice(from, from + pageSize).map((ticket) => {
              const version = this.tickets.get(ticket) ?? null;
              return { ticket, version, updatedAt: version };
            });
            const next = this.endless ? cursor : String(from + page.length);
            const end = !this.endless && page.length === 0;
            return { listed: page, found: [], next, end, reached: page.at(-1)?.updatedAt ?? null };
          },
        },
      ],
      versions: async function* (since) {
        yield listed().filter(({ version }) => version! >= since);
      },
      people: async function* () {
        yield [{ about: 'agent', envelope: { resource: 'user', data: { id: 'ann' } } }];
      },
      calendars: null,
      checks: [],
      webhook: null,
      byHand: () => [],
    };
    this.open = { id: 'desk', remote };
  }

  set(ticket: string, version: number): void {
    this.tickets.set(ticket, version);
    this.changes.push(ticket);
  }

  #ask(what: string): void {
    this.asked.push(what);
    this.onAsk();
    const trouble = this.troubles.shift();
    if (trouble) throw trouble;
  }

  #read(ticket: string): TicketRead {
    const version = this.tickets.get(ticket) ?? null;
    const resource = version === null ? 'gone' : 'ticket';
    const found = [{ about: 'ticket', envelope: { resource, data: { id: ticket, version } } }] as const;
    return { ticket, found, version, updatedAt: version, unsettled: this.unsettled };
  }
}
