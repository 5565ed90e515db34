import type { Remote, RemoteParts } from '../../../src/connector/remote.ts';
import { breachedTickets } from './breached-tickets.ts';
import { byHand } from './by-hand.ts';
import { calendarsOf } from './calendars.ts';
import { catalogueOf } from './catalogue.ts';
import { changedTickets } from './changed-tickets.ts';
import { checksOf } from './checks.ts';
import { versionsSince } from './listing.ts';
import { peopleOf } from './people.ts';
import { ratedTickets } from './rated-tickets.ts';
import { ticketReader } from './read-tickets.ts';
import { Site } from './site.ts';
import { webhookSetup } from './webhook-setup.ts';

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
