import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { METRICS } from '../../src/metrics/index.ts';
import { RECORD_KINDS } from '../../src/progression/record-kinds.ts';
import { loadRules } from '../../src/rules/load-rules.ts';
import { readRuleFiles } from '../../src/rules/rule-files.ts';
import { inlineCode, pageText, ROOT } from './pages.ts';

/** How many rows each founding document has. */
const ROWS = { S000: 21, S001: 16, S002: 21, S003: 16, S004: 8 };
const IDS = Object.entries(ROWS).flatMap(([name, n]) => Array.from({ length: n }, (_, i) => `${name}-${i + 1}`));

const page = pageText('docs/requirements.md');
const rows = [...page.matchAll(/^\| (S\d{3}-\d+) \| .+ \| (.+) \| (.*)\|$/gm)];

it('has a row for every requirement, in order, with a state that the page explains', () => {
  expect(rows.map(([, id]) => id)).toEqual(IDS);
  const states = new Set(rows.map(([, , state]) => state));
  expect([...states].sort()).toEqual(['asked', 'here', 'not yet', 'part']);
});

it('says where, unless there is nothing yet', () => {
  expect(rows.filter(([, , state, where]) => state !== 'not yet' && where?.trim() === '')).toEqual([]);
});

it('says of no requirement that code or rules cite as met that nothing of it exists', () => {
  const files = globSync(['src/metrics/*.ts', 'rules/**/*.yaml'], { cwd: ROOT });
  const cited = new Set(files.flatMap((file) => readFileSync(join(ROOT, file), 'utf8').match(/S00\d-\d+/g) ?? []));
  expect(cited.size).toBeGreaterThan(10);
  const nothing = rows.filter(([, id = '', state, where]) => cited.has(id) && state === 'not yet' && where === '');
  expect(nothing.map(([, id]) => id)).toEqual([]);
});

it('names only figures, rules, paths and records that exist', async () => {
  const { rules, paths } = loadRules(await readRuleFiles(join(ROOT, 'rules')));
  const known = new Set([...[...METRICS, ...rules, ...paths].map(({ id }) => id), ...Object.keys(RECORD_KINDS)]);
  const named = inlineCode(page).filter((code) => /^[a-z]+(-[a-z]+)+$/.test(code));
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});
