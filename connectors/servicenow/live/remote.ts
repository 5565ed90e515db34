import type { Remote, RemoteParts } from '../../../src/connector/remote.ts';
import { SourceTrouble } from '../../../src/connector/source-trouble.ts';
import { readSettings } from '../settings.ts';
import { Authors } from './authors.ts';
import { byHand } from './by-hand.ts';
import { readCalendars } from './calendars.ts';
import { checksOf } from './checks.ts';
import { clientRules } from './client-rules.ts';
import { readPeople } from './people.ts';
import { readTickets } from './read-tickets.ts';
import { streamsOf, versionsSince } from './streams.ts';
import { Tables } from './tables.ts';
import { webhookSetup } from './webhook-setup.ts';

/** sys_ids of so many fit into the address of one request, twice. */
const AT_ONCE = 50;

export function open({ from, clientBy, now }: RemoteParts): Remote {
  const desk = readSettings(from.source, from.settings);
  const names = from.only.length === 0 ? ['incident'] : from.only;
  const odd = names.find((name) => !/^[a-z][a-z0-9_]*$/.test(name));
  if (odd !== undefined) {
    throw new SourceTrouble('refused', `"${odd}" is no name of a table. Write names such as incident or sc_task.`);
  }
  const client = clientBy(clientRules(from, now));
  const tables = new Tables(client);
  const source = { tables, authors: new Authors(tables, now), desk, names, now };
  return {
    atOnce: AT_ONCE,
    readTickets: (ids, lane) => readTickets(source, ids, lane),
    streams: streamsOf(source),
    versions: (since) => versionsSince(source, since),
    people: () => readPeople(tables),
    calendars: () => readCalendars(tables, now()),
    checks: checksOf({ from, client, tables, desk, names, now }),
    webhook: webhookSetup({ from, client, tables, names }),
    byHand: (address) => byHand(from.source, address),
  };
}
