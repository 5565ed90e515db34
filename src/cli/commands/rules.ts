import { join } from 'node:path';
import { Command } from 'commander';
import { loadRules } from '../../rules/load-rules.ts';
import { runCases } from '../../rules/rule-cases.ts';
import { readRuleFiles } from '../../rules/rule-files.ts';
import { describe, InvalidSettings } from '../../settings/read-yaml.ts';
import { PROGRAM, withJson } from '../desk.ts';
import { Failed } from '../failure.ts';
import { print, printJson } from '../output.ts';

interface Options {
  readonly json?: boolean;
}

export function rulesCommand(): Command {
  const rules = new Command('rules').description(
    "The desk's own rules: are they sound, and do they do what their cases say.",
  );
  const folder = () => process.env['STEPLADDER_RULES'] ?? join(PROGRAM, 'rules');
  const check = new Command('check')
    .description('Read every rule file; tell every mistake with file, line and column.')
    .argument('[folder]', 'rules folder');
  withJson(check).action((given: string | undefined, options: Options) => checkRules(given ?? folder(), options));
  const test = new Command('test').description('Run the cases beside each rule.').argument('[folder]', 'rules folder');
  withJson(test).action((given: string | undefined, options: Options) => testRules(given ?? folder(), options));
  return rules.addCommand(check).addCommand(test);
}

async function checkRules(folder: string, { json }: Options): Promise<void> {
  try {
    const rules = loadRules(await readRuleFiles(folder));
    if (json)
      printJson({
        version: rules.version,
        rules: rules.rules.map(({ id, version }) => ({ id, version })),
        problems: [],
      });
    else
      print(
        `${rules.rules.length} rules and ${rules.levels.policies.length} SLA policies are sound; version ${rules.version}.`,
      );
  } catch (error) {
    if (!(error instanceof InvalidSettings)) throw error;
    if (json) printJson({ problems: error.problems });
    else for (const problem of error.problems) print(describe(problem));
    throw new Failed(`${error.problems.length} problem${error.problems.length === 1 ? '' : 's'} in ${folder}.`);
  }
}

async function testRules(folder: string, { json }: Options): Promise<void> {
  const results = runCases(loadRules(await readRuleFiles(folder)));
  const failed = results.filter(({ ok }) => !ok);
  if (json) printJson({ cases: results, passed: results.length - failed.length, failed: failed.length });
  else {
    for (const { rule, name, ok, expected, got } of results) {
      print(`${ok ? 'ok  ' : 'FAIL'} ${rule}: ${name}${ok ? ` -> ${got}` : `; expected ${expected}, got ${got}`}`);
    }
    print(`${results.length - failed.length} passed, ${failed.length} failed`);
  }
  if (failed.length > 0) throw new Failed('Mend the rule, or the case if the rule is right.');
}
