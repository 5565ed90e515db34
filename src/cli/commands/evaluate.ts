import { Command } from 'commander';
import { settleDue } from '../../settle.ts';
import { atDesk, type DeskOptions, readAsOf, withAsOf, withDesk, withJson } from '../desk.ts';
import { ProgressLine, print, printJson } from '../output.ts';

interface Options extends DeskOptions {
  readonly asOf?: string;
  readonly json?: boolean;
}

export function evaluateCommand(): Command {
  const command = new Command('evaluate').description(
    'Settle every weekly evaluation that is due, or whose facts have changed since.',
  );
  return withJson(withAsOf(withDesk(command))).action(async (options: Options) => {
    const evaluations = await atDesk(options, async (line) => {
      const progress = new ProgressLine();
      await settleDue(line, readAsOf(options.asOf, line) ?? Date.now(), (_, done) =>
        progress.draw('evaluating', done, null, 'weeks'),
      );
      progress.clear();
      return line.store.evaluations();
    });
    if (options.json)
      printJson({
        evaluations: evaluations.map(({ asOf, rulesVersion }) => ({
          asOf: new Date(asOf).toISOString(),
          rulesVersion,
        })),
      });
    else print(`${evaluations.length} weekly evaluations settled${lastOf(evaluations)}.`);
  });
}

function lastOf(evaluations: readonly { readonly asOf: number }[]): string {
  const last = evaluations.at(-1);
  return last === undefined ? '' : `, the last as of ${new Date(last.asOf).toISOString()}`;
}
