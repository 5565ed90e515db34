// Stepladder as `serve` runs it: `own-server.ts LOCATION api` only takes in; `all` works off meanwhile.
import { join } from 'node:path';
import { pino } from 'pino';
import { CONNECTORS } from '../../connectors/index.ts';
import { serve } from '../../src/main.ts';
import { loadRules } from '../../src/rules/load-rules.ts';
import { readRuleFiles } from '../../src/rules/rule-files.ts';
import { settleApart } from '../../src/settle-apart.ts';
import { openStore } from '../../src/store/open-store.ts';
import { ready } from '../parts/server-process.ts';
import { SECRET } from './request.ts';

const [location = ':memory:', asked] = process.argv.slice(2);
const role = asked === 'api' ? 'api' : 'all';
const files = await readRuleFiles(join(import.meta.dirname, '../../rules'));
const rules = loadRules({
  ...files,
  'sources.yaml': 'helpdesk: { connector: ticket-log, verify: { kind: zendesk } }',
});
// Only a shared store may be served by one who does not work off; here nobody has to.
const store = { ...(await openStore(location)), ...(role === 'api' && { shared: true }) };
const { url, close } = await serve({
  line: { store, rules, connectors: CONNECTORS },
  role,
  host: '127.0.0.1',
  port: 0,
  token: null,
  ...(location !== ':memory:' && { settle: settleApart(location) }),
  webFolder: null,
  secretsOf: () => [SECRET],
  log: pino({ level: 'warn' }),
});
ready(`${url}/webhooks/helpdesk`, close);
