import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCaseFile } from '../../src/sla-cases/case-file.ts';
import { runCases } from '../../src/sla-cases/run-cases.ts';

// Worked examples of vendors and libraries, kept beside the project, not in it.
const folder = new URL('../../../shared/data/sla-cases/', import.meta.url);
const absent = !existsSync(folder);

describe.skipIf(absent)(`worked cases${absent ? ' (skipped: ../shared/data/sla-cases is not here)' : ''}`, () => {
  const names = absent ? [] : readdirSync(folder).filter((name) => name.endsWith('.json'));
  const results = names.flatMap((name) => runCases(readCaseFile(name, readFileSync(new URL(name, folder), 'utf8'))));
  const ofCalendars = results.filter(({ kind }) => kind !== 'clock');

  it('are there', () => {
    expect(ofCalendars.length).toBeGreaterThan(0);
  });

  it.each(ofCalendars.map((result) => [result.id, result.title, result] as const))('%s %s', (_, __, result) => {
    expect(result).toMatchObject({ outcome: 'passed', reason: '' });
  });
});
