import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LiveRules } from '../../src/rules/live-rules.ts';
import { loadRules } from '../../src/rules/load-rules.ts';
import { smallDesk, withChange } from './small-desk.ts';

let folder = '';
const put = (path: string, text = '') => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const lead = (words: string, instead: string) =>
  put('roles/lead.yaml', withChange('roles/lead.yaml', words, instead)['roles/lead.yaml']);
const first = loadRules(smallDesk);
let live: LiveRules;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stepladder-live-'));
  for (const [path, text] of Object.entries(smallDesk)) put(path, text);
  live = new LiveRules(folder, first);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('live rules', () => {
  it('say nothing while nothing changes', async () => {
    expect([await live.look(), await live.look(), await live.look()]).toEqual([null, null, null]);
    expect(live.inForce).toBe(first);
  });

  it('come into force at the second look that finds them the same', async () => {
    lead('hold_for: 2', 'hold_for: 5');
    expect(await live.look()).toBeNull();
    expect(live.inForce.version).toBe(first.version);
    expect(await live.look()).toMatchObject({ what: 'taken', sourcesChanged: false });
    expect(live.inForce.rules[0]?.holdFor).toBe(5);
    expect(live.inForce.version).not.toBe(first.version);
    expect(await live.look()).toBeNull();
  });

  it('are not judged while they are being written', async () => {
    lead('hold_for: 2', 'hold');
    expect(await live.look()).toBeNull();
    lead('hold_for: 2', 'hold_for: 6');
    expect(await live.look()).toBeNull();
    expect(await live.look()).toMatchObject({ what: 'taken' });
    expect(live.problems).toEqual([]);
  });

  it('that are bad leave the last good ones in force, are told once, and are forgotten when mended', async () => {
    lead('hold_for: 2', 'hold_for: 0');
    await live.look();
    const problem = 'roles/lead.yaml:4:11 hold_for: not 0. Write a whole number of weekly evaluations, 1 to 104.';
    expect(await live.look()).toEqual({ what: 'refused', problems: [problem] });
    expect([live.inForce, live.problems]).toEqual([first, [problem]]);
    expect(await live.look()).toBeNull();
    expect(live.problems).toEqual([problem]);
    lead('hold_for: 2', 'hold_for: 2');
    await live.look();
    expect(await live.look()).toMatchObject({ what: 'taken', rules: { version: first.version } });
    expect(live.problems).toEqual([]);
  });

  it('outlive their folder, and a base that is not there', async () => {
    renameSync(folder, `${folder}-gone`);
    await live.look();
    expect(await live.look()).toMatchObject({ what: 'refused', problems: [expect.stringContaining('cannot be read')] });
    renameSync(`${folder}-gone`, folder);
    await live.look();
    expect(await live.look()).toMatchObject({ what: 'taken' });
    put('base.yaml', 'bsae: ..\n');
    await live.look();
    const looked = await live.look();
    expect(looked?.what === 'refused' && looked.problems[0]).toContain('base.yaml:1:1 base: missing');
    expect(live.inForce.version).toBe(first.version);
  });

  it('keep the sources that were opened at the start, and tell that others are written', async () => {
    put('sources.yaml', 'desk: { connector: ticket-log, verify: { kind: none } }\n');
    await live.look();
    expect(await live.look()).toMatchObject({ what: 'taken', sourcesChanged: true });
    expect(live.inForce.sources).toEqual([]);
    expect(live.inForce.version).toBe(first.version);
  });
});
