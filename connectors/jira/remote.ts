import type { Remote, RemoteParts } from '../../src/connector/remote.ts';
import { breachedTickets } from './live/breached-tickets.ts';
import { byHand } from './live/by-hand.ts';
import { calendarsOf } from './live/calendars.ts';
import { catalogueOf } from './live/catalogue.ts';
import { changedTickets } from './live/changed-tickets.ts';
import { checksOf } from './live/checks.ts';
import { versionsSince } from './live/listing.ts';
import { peopleOf } from './live/people.ts';
import { ratedTickets } from './live/rated-tickets.ts';
import { ticketReader } from './live/read-tickets.ts';
import { Site } from './live/site.ts';
import { webhookSetup } from './live/webhook-setup.ts';

/** Issues in one request of Cloud; Data Center is asked for each by itself. */
const AT_ONCE = { cloud: 50, dataCenter: 10 };

/** Throws InvalidSettings for a way to sign in that Jira does not have, for wrong projects, and for wrong settings. */
export function open(parts: RemoteParts): Remote {
  const site = new Site(parts);
  const catalogue = catalogueOf(site);
  return {
    atOnce: site.isCloud ? AT_ONCE.cloud : AT_ONCE.dataCenter,
    readTickets: ticketReader(site, catalogue),
    streams: [changedTickets(site), ratedTickets(site, catalogue), breachedTickets(site, catalogue)],
    versions: (since) => versionsSince(site, since, 'backfill'),
    people: () => peopleOf(site, 'backfill'),
    calendars: site.isCloud ? null : () => calendarsOf(site),
    checks: checksOf(site, catalogue),
    webhook: webhookSetup(site),
    byHand: (address) => byHand(site, address),
  };
}
