import { join } from 'node:path';
import { loadRules } from '../src/rules/load-rules.ts';
import { readRuleFiles } from '../src/rules/rule-files.ts';
import { type Lived, liveQuarter } from '../test/vendors/quarter/quarter.ts';
import { VENDORS } from '../test/vendors/quarter/vendors.ts';

/**
 * A desk of 200 agents and 20,000 tickets lives for a quarter in each vendor's stand-in, with webhooks lost, doubled and
 * reordered and both sides down now and then. After the last night what we know has to be what was.
 * `-- --tickets 2000 --vendor zendesk --json` for less of it.
 */
const args = process.argv.slice(2);
const given = (name: string, usual: string): string => {
  const at = args.indexOf(`--${name}`);
  return at < 0 ? usual : (args[at + 1] ?? usual);
};
const isJson = args.includes('--json');
const tickets = Number(given('tickets', '20000'));
const only = given('vendor', '');
const DAY = 86_400_000;
const HOUR = DAY / 24;
const days = Number(given('days', '92'));
const start = Date.UTC(2026, 6, 1);
const on = (day: number, hour: number): number => start + Math.floor((day * days) / 92) * DAY + hour * HOUR;
const lasting = (from: number, hours: number) => [from, from + hours * HOUR] as const;

const say = (line: string) => {
  if (!isJson) process.stdout.write(`${line}\n`);
};

const rules = loadRules(await readRuleFiles(join(import.meta.dirname, '../rules')));
const rows: Record<string, string | number>[] = [];
const bars: { id: string; value: number; limit: number; ok: boolean }[] = [];
for (const vendor of VENDORS.filter(({ id }) => only === '' || id === only)) {
  const began = performance.now();
  const lived = await liveQuarter({
    vendor,
    rules,
    size: { seed: 1, agents: Math.max(10, Math.round(tickets / 100)), tickets, start, end: start + days * DAY },
    lost: 0.05,
    doubled: 0.1,
    ourOutages: [lasting(on(10, 9), 5), lasting(on(40, 22), 9), lasting(on(70, 14), 2)],
    theirOutages: [lasting(on(25, 10), 2), lasting(on(55, 15), 3)],
    onDay: (day, of) => {
      if (process.stderr.isTTY)
        process.stderr.write(`\r\x1b[K${vendor.id}: day ${Math.floor(day)} of ${Math.ceil(of)}`);
    },
  });
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  const seconds = Math.round((performance.now() - began) / 1_000);
  rows.push({ vendor: vendor.id, seconds, ...counts(lived) });
  bars.push({
    id: `${vendor.id} differing`,
    value: lived.differing.length,
    limit: 0,
    ok: lived.differing.length === 0,
  });
  tell(vendor.id, lived, seconds);
}
if (isJson) process.stdout.write(`${JSON.stringify({ bench: 'quarter', rows, bars })}\n`);
process.exitCode = bars.every(({ ok }) => ok) ? 0 : 1;

function counts({ courier, service, asked, tickets: all, deleted, setAside, facts, differing }: Lived) {
  const { made, lost, doubled, brought, dropped } = courier;
  const { reads, failed, refused, nights, nightsFailed, drifted, missing } = service;
  const webhooks = { made, lost, doubled, brought, dropped, refused };
  const read = { reads, failed, nights, nightsFailed, drifted, missing, asked };
  return { tickets: all, deleted, ...webhooks, ...read, setAside, facts, differing: differing.length };
}

function tell(id: string, lived: Lived, seconds: number): void {
  say(`\n${id}, ${seconds} s`);
  for (const [name, count] of Object.entries(counts(lived))) say(`  ${name.padEnd(14)} ${count.toLocaleString('en')}`);
  if (lived.unmapped.length > 0) say(`  unmapped       ${lived.unmapped.join(', ')}`);
  for (const one of lived.differing.slice(0, 5)) say(JSON.stringify(one, null, 1));
}
