import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Served, serve } from '../../src/main.ts';
import { loadRules } from '../../src/rules/load-rules.ts';
import { emptyLine, keptLog } from '../api/desk.ts';
import { smallDesk, withChange } from '../rules/small-desk.ts';

const SOON = { timeout: 20_000, interval: 100 };
const { lines, log } = keptLog();
let folder = '';
let served: Served;

const write = (files: typeof smallDesk) => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
};
const ask = async (path: string) => (await fetch(`${served.url}${path}`)).json();
const holdFor = async () => (await ask('/api/v1/rules')).rules[0].holdFor;
const valid = async () =>
  /^stepladder_rules_valid (\d)/m.exec(await (await fetch(`${served.url}/metrics`)).text())?.[1];
const logged = (words: string) => lines.filter((line) => line.includes(words)).length;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stepladder-reload-'));
  write(smallDesk);
  const line = { ...(await emptyLine()), rules: loadRules(smallDesk) };
  const options = { host: '127.0.0.1', port: 0, token: null, webFolder: null };
  served = await serve({ line, rulesFolder: folder, log, ...options });
}, 30_000);
afterAll(async () => {
  await served.close();
  rmSync(folder, { recursive: true });
});

describe('the running service', () => {
  it('goes by new rules without a new start', async () => {
    await expect.poll(async () => (await ask('/readyz')).status, SOON).toBe('ready');
    expect([await holdFor(), await valid()]).toEqual([2, '1']);
    write(withChange('roles/lead.yaml', 'hold_for: 2', 'hold_for: 7'));
    await expect.poll(holdFor, SOON).toBe(7);
    const { rulesVersion } = await ask('/api/v1/status');
    expect(rulesVersion).toBe(loadRules(withChange('roles/lead.yaml', 'hold_for: 2', 'hold_for: 7')).version);
    expect(logged('new rules are in force')).toBe(1);
  }, 30_000);

  it('keeps the last good ones where the new ones have mistakes, and says so to operators, in the log and to Prometheus', async () => {
    write(withChange('roles/lead.yaml', 'hold_for: 2', 'hold_for: 0'));
    await expect.poll(valid, SOON).toBe('0');
    expect(await holdFor()).toBe(7);
    expect(await ask('/readyz')).toEqual({
      status: 'ready',
      note: expect.stringContaining('the last good ones stay in force'),
    });
    const worse = withChange('roles/lead.yaml', 'hold_for: 2', 'hold_for: 0')['roles/lead.yaml'];
    write({ 'roles/lead.yaml': `${worse}hold: 3\n` });
    await expect.poll(() => logged('roles/lead.yaml:9:7'), SOON).toBe(1);
    expect(logged('roles/lead.yaml:4:11 hold_for: not 0')).toBe(1);
    expect(await valid()).toBe('0');
  }, 60_000);

  it('takes them over when they are mended', async () => {
    write(withChange('roles/lead.yaml', 'hold_for: 2', 'hold_for: 3'));
    await expect.poll(holdFor, SOON).toBe(3);
    expect(await valid()).toBe('1');
    expect(await ask('/readyz')).toEqual({ status: 'ready' });
  }, 30_000);
});
