// Stepladder as `npm start` runs it, over the store in a folder: `desk-server.ts FOLDER UNTIL SCRATCH`. It, and the process that
// settles evaluations up to that instant, leave behind in SCRATCH what they used.
import { join } from 'node:path';
import { pino } from 'pino';
import { serve } from '../../src/main.ts';
import { loadRules } from '../../src/rules/load-rules.ts';
import { settleApart } from '../../src/settle-apart.ts';
import { ready } from '../parts/server-process.ts';
import { lineOver, SOURCE } from './desk.ts';

const [, , folder = '', until, scratch = ''] = process.argv;
const usageAtExit = join(import.meta.dirname, '../parts/usage-at-exit.ts');
process.env['BENCH_USAGE'] = join(scratch, 'service.json');
await import(usageAtExit);
process.env['BENCH_USAGE'] = join(scratch, 'evaluation.json');
process.env['NODE_OPTIONS'] = `--import ${usageAtExit}`;
const line = await lineOver(folder);
const sources = `${SOURCE}: { connector: ticket-log, verify: { kind: none } }`;
const { url, close } = await serve({
  line: { ...line, rules: loadRules({ ...line.rules.files, 'sources.yaml': sources }) },
  settle: settleApart(folder),
  settleUntil: () => Number(until),
  host: '127.0.0.1',
  port: 0,
  token: null,
  webFolder: null,
  log: pino({ level: 'warn' }),
});
ready(url, close);
