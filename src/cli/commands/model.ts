import { Command } from 'commander';
import { expectationAt } from '../../freeze.ts';
import type { Expectation } from '../../metrics/expectation/expectation.ts';
import type { CheckedCandidate, OutcomeCheck } from '../../metrics/self-check/outcome-check.ts';
import { workOff } from '../../pipeline.ts';
import { atDesk, type DeskOptions, readAsOf, withAsOf, withDesk, withJson } from '../desk.ts';
import { bold, print, printJson, printTable } from '../output.ts';

interface Options extends DeskOptions {
  readonly asOf?: string;
  readonly json?: boolean;
}

export function modelCommand(): Command {
  const check = new Command('check').description(
    "What this desk's own history says of the figures: how well each way of foretelling the next week did, which was chosen, how lumpy the work is, and whether who did it tells anything.",
  );
  withJson(withAsOf(withDesk(check))).action(async (options: Options) => {
    const found = await atDesk(options, async (line) => {
      await workOff(line);
      const asOf = readAsOf(options.asOf, line) ?? (await line.store.knownSpan())?.last;
      return asOf === undefined ? null : expectationAt(line, asOf);
    });
    if (options.json) printJson(found === null ? null : jsonOf(found.expectation));
    else if (found === null) print('Nothing is known yet. Import a log first: `stepladder import --help`.');
    else printChecks(found.expectation);
  });
  return new Command('model').description('What figures are set against on this desk.').addCommand(check);
}

function jsonOf({ version, frozenAt, outcome, checks }: Expectation) {
  return {
    expectationVersion: version,
    frozenAt: new Date(frozenAt).toISOString(),
    learnedFrom: outcome === null ? null : { resolutions: outcome.resolutions, people: outcome.people },
    phi: outcome?.phi ?? null,
    spread: outcome?.spread ?? null,
    handOvers: outcome?.handOvers ?? null,
    chanceRepeats: outcome?.showing.chanceRepeats ?? null,
    practice: outcome?.practice ?? null,
    outcomes: checks,
  };
}

function printChecks({ version, frozenAt, outcome, checks }: Expectation): void {
  print(bold(`Expectation ${version}, frozen ${new Date(frozenAt).toISOString().slice(0, 10)}`));
  if (outcome === null) print('Nothing could be learned yet: no resolution is old enough to be scored.');
  else {
    print(`Learned from ${outcome.resolutions} scored resolutions of ${outcome.people} people.`);
    print(`On this desk 100 tickets carry the information of ${Math.round(100 / outcome.phi)}.`);
  }
  for (const one of checks) printCheck(one);
}

function printCheck({ outcome, verdict, sentence, candidates, chosen, runnerUp }: OutcomeCheck): void {
  print(`\n${bold(outcome)}: ${verdict}\n${sentence}`);
  if (candidates.length === 0) return;
  const mark = ({ id }: CheckedCandidate) => (id === chosen ? 'chosen' : id === runnerUp ? 'runner-up' : '');
  printTable(
    ['way of foretelling', 'mean log score', 'standard error', ''],
    candidates.map((one) => [one.title, one.score.toFixed(4), one.standardError?.toFixed(4) ?? '-', mark(one)]),
  );
}
