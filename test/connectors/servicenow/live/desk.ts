import { serviceNow } from '../../../../connectors/servicenow/index.ts';
import { clientRules } from '../../../../connectors/servicenow/live/client-rules.ts';
import type { Client } from '../../../../src/connector/client.ts';
import { httpClient } from '../../../../src/connector/http/http-client.ts';
import type { Found, Listed, ReadingFrom, Remote, SignIn, TicketRead } from '../../../../src/connector/remote.ts';
import { identities } from '../../../../src/domain/agent.ts';
import type { AccountId } from '../../../../src/domain/ids.ts';
import type { TicketEvent } from '../../../../src/domain/ticket-event.ts';
import { foldTimeline, type TicketTimeline } from '../../../../src/domain/timeline.ts';
import { makeDesk } from '../../../vendors/desk/make-desk.ts';
import type { StandIn } from '../../../vendors/desk/stand-in.ts';
import type { Desk, Happening, TicketStory } from '../../../vendors/desk/story.ts';
import { CREDENTIALS } from '../../../vendors/servicenow/access.ts';
import { sysId } from '../../../vendors/servicenow/names.ts';
import { startServiceNow } from '../../../vendors/servicenow/servicenow.ts';
import type { ServiceNowTrap } from '../../../vendors/servicenow/traps.ts';

export const START = Date.parse('2026-03-02T06:00:00Z');
const DAY = 86_400_000;

export interface LiveDesk {
  readonly desk: Desk;
  readonly standIn: StandIn<ServiceNowTrap>;
  readonly happenings: readonly { readonly story: TicketStory; readonly happening: Happening }[];
  /** The desk's time; may be set. */
  now: number;
  /** Lives until then, or to the end. */
  until(at?: number): void;
  open(more?: Partial<ReadingFrom>, secret?: string): Remote;
  readonly from: ReadingFrom;
  /** As a Remote asks by. */
  client(): Client;
  /** The sys_ids of all tickets, and of those that were not deleted; sorted. */
  readonly ids: { readonly all: readonly string[]; readonly living: readonly string[] };
}

export const BASIC: SignIn = { kind: 'basic', user: CREDENTIALS.user };
export const SOURCE = 'snow';

export async function liveDesk(tickets = 60, days = 10): Promise<LiveDesk> {
  const desk = makeDesk({ seed: 12, agents: 6, tickets, start: START, end: START + days * DAY });
  const happenings = desk.tickets
    .flatMap((story) => story.happenings.map((happening) => ({ story, happening })))
    .sort((a, b) => a.happening.at - b.happening.at);
  let lived = 0;
  const self = { now: START };
  const standIn = await startServiceNow({ desk, clock: () => self.now, webhookSecret: null });
  const from: ReadingFrom = {
    ...{ source: SOURCE, url: standIn.url, signIn: BASIC, only: [], perMinute: 100_000 },
    ...{ credentialEnds: null, settings: null },
  };
  const isDeleted = ({ happenings: of }: TicketStory) => of.some(({ kind }) => kind === 'deleted');
  const idsIn = (stories: readonly TicketStory[]) => stories.map((story) => standIn.idOf(story)).sort();
  return Object.assign(self, {
    desk,
    from,
    ids: { all: idsIn(desk.tickets), living: idsIn(desk.tickets.filter((story) => !isDeleted(story))) },
    client: () =>
      httpClient(
        clientRules(from, () => self.now),
        CREDENTIALS.password,
      ),
    standIn,
    happenings,
    until(at = Number.POSITIVE_INFINITY) {
      for (let next = happenings[lived]; next !== undefined && next.happening.at <= at; next = happenings[++lived]) {
        self.now = next.happening.at;
        standIn.happen(next.story, next.happening);
      }
      if (Number.isFinite(at)) self.now = at;
    },
    open(more: Partial<ReadingFrom> = {}, secret: string = CREDENTIALS.password) {
      const open = serviceNow.open;
      if (open === undefined) throw new Error('ServiceNow cannot be opened.');
      return open({ from: { ...from, ...more }, clientBy: (rules) => httpClient(rules, secret), now: () => self.now });
    },
  });
}

/** Where each stream begins the next time, by its name. */
export type Cursors = Map<string, string>;

/** All that the streams list from where they were left to their ends; throws where one has none. */
export async function listAll(
  remote: Pick<Remote, 'streams'>,
  cursors: Cursors,
  names?: readonly string[],
): Promise<Listed[]> {
  const listed: Listed[] = [];
  for (const stream of remote.streams.filter(({ name }) => names?.includes(name) ?? true)) {
    let cursor = cursors.get(stream.name) ?? stream.start(null);
    for (let pages = 0; ; pages++) {
      const page = await stream.page(cursor, 'backfill');
      listed.push(...page.listed);
      if (!page.end && (page.next === cursor || pages > 500)) throw new Error(`${stream.name} comes to no end`);
      cursor = page.next;
      if (page.end) break;
    }
    cursors.set(stream.name, cursor);
  }
  return listed;
}

export const idsOf = (listed: readonly Listed[]): string[] => [...new Set(listed.map(({ ticket }) => ticket))];

export async function readAll(remote: Remote, ids: readonly string[]): Promise<TicketRead[]> {
  const reads: TicketRead[] = [];
  for (let i = 0; i < ids.length; i += remote.atOnce) {
    reads.push(...(await remote.readTickets(ids.slice(i, i + remote.atOnce), 'backfill')));
  }
  return reads;
}

const BOTS = new Set([`${SOURCE}:login/system`, `${SOURCE}:${sysId('user', 'integration.routing')}`] as AccountId[]);

/** As the store keeps them: of two events with one id the first. */
function eventsOf(found: readonly Found[]): TicketEvent[] {
  const { normalise } = serviceNow.configure(SOURCE, null);
  const events = new Map<string, TicketEvent>();
  for (const { about, envelope } of found) {
    const fields = JSON.parse(JSON.stringify(envelope)) as Record<string, unknown>;
    for (const event of normalise({ about, receivedAt: 0, key: 'k', fields }).events) {
      if (!events.has(event.id)) events.set(event.id, event);
    }
  }
  return [...events.values()];
}

export const fold = (found: readonly Found[]): TicketTimeline =>
  foldTimeline(eventsOf(found), identities(new Map(), BOTS));
