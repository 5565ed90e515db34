import { join } from 'node:path';
import { Command } from 'commander';
import { type DeskRules, loadRules } from '../../rules/load-rules.ts';
import { outOfReach } from '../../rules/out-of-reach.ts';
import { runCases } from '../../rules/rule-cases.ts';
import { readRuleFiles } from '../../rules/rule-files.ts';
import { describe, InvalidSettings, type SettingsProblem } from '../../settings/read-yaml.ts';
import { openStore } from '../../store/open-store.ts';
import type { StoredFigure } from '../../store/store.ts';
import { PROGRAM, withJson } from '../desk.ts';
import { Failed } from '../failure.ts';
import { print, printJson } from '../output.ts';
import { dataOption } from '../store-location.ts';

interface Options {
  readonly json?: boolean;
}

interface CheckOptions extends Options {
  readonly data: string;
  readonly desk?: boolean;
}

export function rulesCommand(): Command {
  const rules = new Command('rules').description(
    "The desk's own rules: are they sound, and do they do what their cases say.",
  );
  const folder = () => process.env['STEPLADDER_RULES'] ?? join(PROGRAM, 'rules');
  const check = new Command('check')
    .description('Read every rule file; tell every mistake with file, line and column, and what is likely not meant.')
    .argument('[folder]', 'rules folder')
    .option('--desk', 'set the targets against the figures of the last year too')
    .addOption(dataOption());
  withJson(check).action((given: string | undefined, options: CheckOptions) => checkRules(given ?? folder(), options));
  const test = new Command('test').description('Run the cases beside each rule.').argument('[folder]', 'rules folder');
  withJson(test).action((given: string | undefined, options: Options) => testRules(given ?? folder(), options));
  return rules.addCommand(check).addCommand(test);
}

async function checkRules(folder: string, options: CheckOptions): Promise<void> {
  const rules = await soundRules(folder, options);
  const warnings = [...rules.warnings, ...(options.desk ? await setAgainst(options.data, rules) : [])];
  if (options.json) {
    const known = rules.rules.map(({ id, version }) => ({ id, version }));
    printJson({ version: rules.version, rules: known, problems: [], warnings });
    return;
  }
  for (const warning of warnings) print(describe(warning).replace(' ', ' warning: '));
  print(
    `${rules.rules.length} rules and ${rules.levels.policies.length} SLA policies are sound${warned(warnings.length)}; version ${rules.version}.`,
  );
}

const warned = (n: number): string => (n === 0 ? '' : `, with ${n} warning${n === 1 ? '' : 's'}`);

async function soundRules(folder: string, { json }: Options): Promise<DeskRules> {
  try {
    return loadRules(await readRuleFiles(folder));
  } catch (error) {
    if (!(error instanceof InvalidSettings)) throw error;
    if (json) printJson({ problems: error.problems, warnings: [] });
    else for (const problem of error.problems) print(describe(problem));
    throw new Failed(`${error.problems.length} problem${error.problems.length === 1 ? '' : 's'} in ${folder}.`);
  }
}

const YEAR_MS = 365 * 86_400_000;
/** Windows are far longer: what lies between is seen all the same. */
const EVERY_SO_MANY = 4;

async function setAgainst(data: string, rules: DeskRules): Promise<SettingsProblem[]> {
  const store = await openStore(data);
  try {
    const settled = (await store.evaluations()).map(({ asOf }) => asOf).reverse();
    const year = settled.filter((asOf, i) => asOf > (settled[0] ?? 0) - YEAR_MS && i % EVERY_SO_MANY === 0);
    if (year.length === 0) throw new Failed(`${data} holds no evaluation to set targets against. Leave out --desk.`);
    const asked = new Set(rules.rules.flatMap(({ requirements }) => requirements.map(({ metric }) => metric.id)));
    const figures: StoredFigure[] = [];
    for (const asOf of year) {
      for (const kind of new Set(rules.rules.map(({ subject }) => subject))) {
        const found = await store.figures(asOf, kind);
        figures.push(...found.filter(({ metric }) => asked.has(metric)));
      }
    }
    return outOfReach(rules, figures);
  } finally {
    await store.close();
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
