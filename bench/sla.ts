// npm run bench:sla [-- --json]: how fast the SLA engine is, in one process on one core. Exit code 1 when a bar is missed.
import { againstLibraries } from './sla/against-libraries.ts';
import { atScale } from './sla/at-scale.ts';
import { printReport, type Report } from './sla/report.ts';

// Set before the first Date is made: the libraries count in the zone of the machine, which must not change its clocks.
process.env['TZ'] = 'UTC';

/** Each measures one thing and says what is asked of it. */
const PARTS: readonly (() => Report)[] = [againstLibraries, atScale];

const reports = PARTS.map((part) => part());
const rows = reports.flatMap((report) => report.rows);
const bars = reports.flatMap((report) => report.bars);
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify({ bench: 'sla', rows, bars }, null, 2)}\n`);
else printReport({ rows, bars });
process.exitCode = bars.every(({ ok }) => ok) ? 0 : 1;
