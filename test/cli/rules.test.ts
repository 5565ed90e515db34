import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { smallDesk, withChange } from '../rules/small-desk.ts';
import { printed } from './printed.ts';

let folder = '';
const rulesIn = (name: string, files: typeof smallDesk) => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name, path)), { recursive: true });
    writeFileSync(join(folder, name, path), text);
  }
  return join(folder, name);
};
const check = (...args: string[]) => printed('rules', 'check', ...args);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stepladder-rules-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('stepladder rules check', () => {
  it('prints what is likely not meant, and ends well all the same', async () => {
    const rules = rulesIn('warned', withChange('roles/lead.yaml', 'ask_people: [Do they want it?]\n', ''));
    const { code, out } = await check(rules);
    expect(code).toBe(0);
    expect(out).toContain('roles/lead.yaml:2:8 warning: nobody asks whether they want it.');
    expect(out).toMatch(/1 rules and 1 SLA policies are sound, with 1 warning; version \w{12}/);
    const json = JSON.parse((await check(rules, '--json')).out);
    expect(json).toMatchObject({ problems: [], warnings: [{ file: 'roles/lead.yaml', line: 2, column: 8 }] });
  });

  it('fails by mistakes', async () => {
    const rules = rulesIn('broken', withChange('roles/lead.yaml', '0.85', '85'));
    expect(await check(rules)).toMatchObject({ code: 1, out: expect.stringContaining('roles/lead.yaml:8:47 ') });
  });

  it('sets targets against the figures that a desk has', async () => {
    const data = join(folder, 'data');
    const rules = rulesIn('sound', smallDesk);
    const against = () => check(rules, '--desk', '--data', data);
    expect(await against()).toMatchObject({ code: 1, err: expect.stringContaining('no evaluation to set targets') });
    const store = await openStore(data);
    const estimate = { value: 0.6, lower: 0.5, upper: 0.7, level: 0.95, sampleSize: 50, effectiveSampleSize: 50 };
    const figures = [1, 2, 3, 4, 5].map((n) => ({
      metric: 'standardised-quality',
      weeks: 13,
      subject: { kind: 'agent', id: `a${n}` } as const,
      estimate,
      atTarget: null,
      heldBack: null,
      expectation: null,
    }));
    await store.saveEvaluation({ asOf: Date.UTC(2026, 0, 5), rulesVersion: 'x' }, figures, []);
    await store.close();
    const { code, out } = await against();
    expect(code).toBe(0);
    expect(out).toContain('roles/lead.yaml:8:47 warning: nobody could have met standardised-quality at least 0.85');
    expect((await check(rules)).out).not.toContain('warning');
  });
});
