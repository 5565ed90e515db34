import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workOff } from '../../src/pipeline.ts';
import { deliverDesk, emptyLine } from '../api/desk.ts';
import { printed } from './printed.ts';

const PLAN = { seed: 3, agents: 12, weeks: 10, start: Date.UTC(2026, 0, 5) };
const QUALITY = 'standardised-quality';
let folder = '';
let rows: Record<string, unknown>[] = [];

const asked = (command: string, ...args: string[]) => printed(command, ...args, '--data', folder);
const lines = (text: string) => text.trim().split('\n');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stepladder-estimates-'));
  const line = await emptyLine(folder);
  await deliverDesk(line, PLAN);
  await workOff(line);
  await line.store.close();
  const dates = ['--from', '2026-03-02', '--to', '2026-03-15', '--every', 'week'];
  const { out } = await asked('estimates', '--metric', QUALITY, ...dates, '--json');
  rows = lines(out).map((one) => JSON.parse(one));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('stepladder estimates', () => {
  it('prints one JSON object a line for each person and date, in order, figures as numbers', () => {
    expect([...new Set(rows.map(({ asOf }) => asOf))]).toEqual([
      '2026-03-02T00:00:00.000Z',
      '2026-03-09T00:00:00.000Z',
    ]);
    const keys = rows.map(({ asOf, agentId }) => `${asOf} ${agentId}`);
    expect(keys).toEqual([...keys].sort());
    for (const row of rows) {
      const numbers = [
        'value',
        'lower',
        'upper',
        'sampleSize',
        'effectiveSampleSize',
        'probabilityAtTarget',
        'evidenceRatio',
      ];
      for (const name of numbers) expect(row[name], name).toEqual(expect.any(Number));
      expect(row).toMatchObject({
        attribution: 'who resolved it',
        expectationVersion: expect.stringMatching(/^\w{12}$/),
      });
      expect(Number(row['lower'])).toBeLessThanOrEqual(Number(row['value']));
      expect(Number(row['value'])).toBeLessThanOrEqual(Number(row['upper']));
    }
  });

  it('says why nobody is told anything while the desk has too little history', () => {
    for (const { verdict, heldBack } of rows) {
      expect(verdict).toBe('not-enough-data');
      expect(heldBack).toMatch(/^On this desk /);
    }
  });

  it.each([
    [['--metric', 'standardised-qualty', '--to', '2026-03-15'], 'Did you mean "standardised-quality"?'],
    [['--metric', 'bus-factor', '--to', '2026-03-15'], 'has no figures of people'],
    [['--metric', QUALITY, '--to', 'soon'], 'Write 2026-05-04'],
    [['--metric', QUALITY, '--from', '2026-03-15', '--to', '2026-03-02'], 'Write the earlier one under --from'],
  ])('refuses %j with what to write', async (args, words) => {
    const { code, err } = await asked('estimates', ...args);
    expect(code).not.toBe(0);
    expect(err).toContain(words);
  });
});

describe('stepladder explain AGENT METRIC', () => {
  it('has the figure that was estimated, and all that was counted for it', async () => {
    const last = rows.at(-1);
    const { out } = await asked(
      'explain',
      String(last?.['agentId']),
      QUALITY,
      '--as-of',
      String(last?.['asOf']),
      '--json',
    );
    const { tickets, ...figure } = JSON.parse(out);
    expect(figure).toEqual(last);
    expect(tickets).toHaveLength(Number(last?.['sampleSize']));
  });

  it('refuses a person without the figure with where to find people', async () => {
    const { code, err } = await asked('explain', 'nobody', QUALITY);
    expect(code).not.toBe(0);
    expect(err).toContain('`stepladder agents` lists people by id');
  });
});

describe('stepladder model check', () => {
  it('tells of each outcome what was chosen and whether it says anything of people', async () => {
    const { out } = await asked('model', 'check', '--json');
    const { outcomes, phi } = JSON.parse(out);
    expect(phi).toBeGreaterThanOrEqual(1);
    expect(outcomes.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'quality',
      'sla',
      'own-time',
      'bounce',
      'reopen',
    ]);
    for (const { verdict, sentence } of outcomes) {
      expect(['predicts', 'says-nothing', 'too-little-history']).toContain(verdict);
      expect(sentence).toMatch(/^On this desk/);
    }
  });
});
