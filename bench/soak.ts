// npm run bench:soak [-- --hours 24] [-- --json]: a large desk's day, as fast as the machine allows, against the real service.
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openStore } from '../src/store/open-store.ts';
import { startServer } from './parts/server-process.ts';
import { atLeast, atMost, printReport, type Row } from './sla/report.ts';
import { arrivals } from './soak/arrivals.ts';
import { SoakSender } from './soak/sender.ts';

const HOUR = 3600;
const { values } = parseArgs({ options: { hours: { type: 'string', default: '24' }, json: { type: 'boolean' } } });
const hours = Number(values.hours);

/** What the service says of itself. */
async function instruments(url: string): Promise<{ pending: number; rssMb: number }> {
  const text = await (await fetch(new URL('/metrics', url))).text();
  const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
  return {
    pending: value('stepladder_deliveries\\{state="pending"\\}'),
    rssMb: value('stepladder_process_resident_memory_bytes') / 1e6,
  };
}

const scratch = await mkdtemp(join(tmpdir(), 'stepladder-soak-'));
const server = await startServer(join(import.meta.dirname, 'intake/own-server.ts'), scratch, 'all');
const sender = new SoakSender(server.url);
const startedAt = performance.now();
const seconds = () => (performance.now() - startedAt) / 1000;
const plan = arrivals(hours);
const rows: Row[] = [];

for (let hour = 0; hour * HOUR < plan.length; hour += 1) {
  const from = seconds();
  for (const count of plan.slice(hour * HOUR, (hour + 1) * HOUR)) if (count > 0) await sender.send(count);
  const { pending, rssMb } = await instruments(server.url);
  rows.push({
    what: `hour ${hour + 1}`,
    seconds: seconds() - from,
    accepted: sender.accepted,
    again: sender.again,
    pending,
    'rss-mb': rssMb,
  });
  if (!values.json)
    process.stderr.write(
      `hour ${hour + 1}: ${sender.accepted} accepted, ${pending} pending, ${Math.round(rssMb)} MB\n`,
    );
}
const sentAfter = seconds();
while ((await instruments(server.url)).pending > 0) await pause(500);
const drained = seconds();
const last = await instruments(server.url);
sender.end();
await server.stop();

const store = await openStore(scratch);
const counts = await store.counts();
await store.close();
await rm(scratch, { recursive: true });

const planned = plan.reduce((sum, one) => sum + one, 0);
const early = rows[Math.min(rows.length - 1, Math.ceil(rows.length / 4) - 1)]?.['rss-mb'];
rows.push({
  what: `${hours} hours`,
  deliveries: planned,
  'per-second': sender.accepted / sentAfter,
  'times-real': (hours * HOUR) / drained,
  'drained-after-s': drained - sentAfter,
  'rss-mb': last.rssMb,
  load: loadavg()[0] ?? Number.NaN,
});
const bars = [
  atMost('lost', planned - counts.deliveries.done, 0),
  atMost('doubled', counts.deliveries.done - planned, 0),
  atMost('set-aside', counts.deliveries.setAside, 0),
  atLeast('events', counts.events, planned),
  atMost('rss-end-to-first-quarter', last.rssMb / Number(early), 1.25),
];
if (values.json) process.stdout.write(`${JSON.stringify({ bench: 'soak', rows, bars }, null, 2)}\n`);
else printReport({ rows, bars });
process.exitCode = bars.every(({ ok }) => ok) ? 0 : 1;
