import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { readCaseFile } from '../../sla-cases/case-file.ts';
import { type CaseResult, runCases } from '../../sla-cases/run-cases.ts';
import { withJson } from '../desk.ts';
import { Failed, WrongUse } from '../failure.ts';
import { print, printJson } from '../output.ts';

interface Options {
  readonly json?: boolean;
}

export function slaCheck(): Command {
  const command = new Command('check')
    .description('Run worked SLA cases against the engine. What it cannot express is skipped, and named.')
    .argument('<file...>', 'files of cases, JSON or YAML');
  return withJson(command).action(checkCases);
}

type Told = CaseResult & { readonly file: string };

async function checkCases(files: readonly string[], { json }: Options): Promise<void> {
  const results: Told[] = [];
  for (const file of files) {
    for (const result of runCases(readCaseFile(file, await textOf(file)))) results.push({ file, ...result });
  }
  const count = (outcome: CaseResult['outcome']) => results.filter((result) => result.outcome === outcome).length;
  const counts = { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
  if (json) printJson({ ...counts, cases: results });
  else {
    for (const result of results) if (result.outcome !== 'passed') print(lineOf(result));
    print(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  }
  if (counts.failed > 0) throw new Failed('Mend the calendar of the case or what it expects, if the engine is right.');
}

function lineOf({ file, id, kind, title, outcome, expected, got, reason }: Told): string {
  const what = `${file} ${id} (${kind})${title === '' ? '' : ` ${title}`}`;
  return outcome === 'skipped'
    ? `skip ${what}: ${reason}`
    : `FAIL ${what}: expected ${text(expected)}, got ${text(got)}`;
}

function text(values: CaseResult['expected']): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : error;
    throw new WrongUse(`${file} cannot be read (${why}). Name files of cases, such as cases/*.json.`);
  }
}
