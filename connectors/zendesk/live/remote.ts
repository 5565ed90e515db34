import type { Remote, RemoteParts } from '../../../src/connector/remote.ts';
import { zendeskSource } from '../settings.ts';
import { byHand } from './by-hand.ts';
import { calendars } from './calendars.ts';
import { checksOf } from './checks.ts';
import { zendeskRules } from './client-rules.ts';
import { Deletions } from './deletions.ts';
import { fieldsRead } from './kept.ts';
import { people } from './people.ts';
import { ratingStreams } from './rating-streams.ts';
import { TicketReader } from './read-tickets.ts';
import { promiseStream, ticketStream } from './streams.ts';
import { versionsSince } from './versions.ts';
import { webhookSetup } from './webhook-setup.ts';

/** One Zendesk account over its REST API. Throws InvalidSettings. */
export function open({ from, clientBy, now }: RemoteParts): Remote {
  const client = clientBy(zendeskRules(from, now));
  const fields = fieldsRead(zendeskSource(from.source, from.settings));
  const reading = { client, now, fields, deletions: new Deletions(client) };
  const reader = new TicketReader(reading);
  return {
    atOnce: 20,
    readTickets: (tickets, lane) => reader.read(tickets, lane),
    streams: [ticketStream(reading), promiseStream(reading), ...ratingStreams(reading)],
    versions: (since) => versionsSince(reading, since),
    people: () => people(client),
    calendars: () => calendars(client),
    checks: checksOf(from, client, now),
    webhook: webhookSetup(client, from.source),
    byHand: (address) => byHand(from.source, address),
  };
}
