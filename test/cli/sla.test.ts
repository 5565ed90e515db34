import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printed } from './printed.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stepladder-sla-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const span = { kind: 'elapsed', start: '2026-03-06T16:00:00Z', end: '2026-03-06T17:00:00Z' };
const good = { ...span, id: 'good', expect: { seconds: 3600 } };
const bad = { ...span, id: 'bad', title: 'an hour', expect: { seconds: 60 } };
const strange = { ...span, id: 'strange', lunch: 30, expect: { seconds: 3600 } };

function file(name: string, ...cases: object[]): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify({ cases }));
  return path;
}

describe('stepladder sla check', () => {
  it('tells what fails with expected and got, what is skipped with its name, and the counts; and exits 1', async () => {
    const [a, b] = [file('a.json', good, bad), file('b.json', strange)];
    const { code, out, err } = await printed('sla', 'check', a, b);
    expect(out.split('\n')).toEqual([
      `FAIL ${a} bad (elapsed) an hour: expected seconds 60, got seconds 3600`,
      `skip ${b} strange (elapsed): field "lunch"`,
      '1 passed, 1 failed, 1 skipped',
      '',
    ]);
    expect(code).toBe(1);
    expect(err).toContain('Mend the calendar of the case');
  });

  it('exits 0 when nothing fails', async () => {
    expect(await printed('sla', 'check', file('c.json', good, strange))).toMatchObject({ code: 0, err: '' });
  });

  it('prints JSON', async () => {
    const { out } = await printed('sla', 'check', '--json', file('d.json', good, bad));
    expect(JSON.parse(out)).toMatchObject({ passed: 1, failed: 1, skipped: 0, cases: [{ id: 'good' }, { id: 'bad' }] });
  });

  it('says what to do with a file that is none', async () => {
    expect(await printed('sla', 'check', join(folder, 'nowhere.json'))).toMatchObject({ code: 2, out: '' });
    expect((await printed('sla', 'check', folder)).err).toContain('Name files of cases');
    expect(await printed('sla', 'check')).toMatchObject({ code: 2 });
  });
});
