import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, stepladder } from './cli.ts';
import { hasLog, LOG, MAPPING } from './incident-log.ts';

const RULES = ['--rules', join(ROOT, 'rules/three-month-log')];
const [FROM, TO, WEEKS] = ['2016-03-01', '2016-05-30', 13];

const title = `backtest on the ServiceNow incident log${hasLog ? '' : ` (skipped: ${LOG} is not there)`}`;

describe.skipIf(!hasLog)(title, { timeout: 600_000 }, () => {
  let scratch = '';
  let report = '';
  const data = () => ['--data', join(scratch, 'desk'), ...RULES];
  const out = () => join(scratch, 'report');
  const digest = async () => (await stepladder(['status', '--digest', '--json', ...data()])).stdout;

  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'stepladder-backtest-'));
    expect((await stepladder(['import', '--mapping', MAPPING, LOG, ...data()])).code).toBe(0);
    const before = await digest();
    const ran = await stepladder(['backtest', '--from', FROM, '--to', TO, '--out', out(), ...data()]);
    expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining('report.md written, with 3 charts.') });
    expect(await digest()).toBe(before);
    report = await readFile(join(out(), 'report.md'), 'utf8');
  }, 600_000);
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  it('says first whether personal figures may be used, then what was raised', () => {
    expect(report).toMatch(
      new RegExp(`^# What these rules would have done, ${FROM} to ${TO}\n\nEach of ${WEEKS} weekly`),
    );
    const short = report.slice(report.indexOf('## In short'), report.indexOf('## Flags raised'));
    expect(short).toMatch(/^- On this desk, who did the work does not predict whether a resolution is good/m);
    expect(short).toMatch(
      /^- \*\*Work resting on one person\*\*: \d+ raised and \d+ withdrawn; .* of \d+ work types\.$/m,
    );
    expect(report).toMatch(/\| Work resting on one person \| .* resolutions of 1 work type \|/);
    expect(report).not.toMatch(/NaN|Infinity|undefined|null|\[object/);
  });

  it('shows every chart that it speaks of, as sound SVG with words in it', async () => {
    const shown = [...report.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, name = '']) => name);
    const charts = (await readdir(out())).filter((name) => name.endsWith('.svg'));
    expect(shown.toSorted()).toEqual(charts.toSorted());
    expect(charts.length).toBe(3);
    for (const name of charts) {
      const svg = await readFile(join(out(), name), 'utf8');
      expect(svg).toMatch(/^<svg [^>]*viewBox=/);
      expect(svg).toMatch(/<title id="title">[^<]{10,}<\/title>/);
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      expect(() => new SaxesParser().write(svg).close()).not.toThrow();
    }
  });
});
