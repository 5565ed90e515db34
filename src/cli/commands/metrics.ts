import { Command } from 'commander';
import { figuresView, metricsView } from '../../api/views/figures.ts';
import { countedText, type SubjectKind } from '../../metrics/metric.ts';
import { atDesk, type DeskOptions, readAsOf, withAsOf, withDesk, withJson } from '../desk.ts';
import { figureText } from '../figures.ts';
import { print, printJson, printTable } from '../output.ts';

interface Options extends DeskOptions {
  readonly asOf?: string;
  readonly agent?: string;
  readonly team?: string;
  readonly workType?: string;
  readonly json?: boolean;
}

export function metricsCommand(): Command {
  const command = new Command('metrics')
    .description(
      'What each figure means; with --agent, --team or --work-type, its settled values with interval and sample size.',
    )
    .option('--agent <id>', 'one person')
    .option('--team <name>', 'one team')
    .option('--work-type <name>', 'one work type');
  return withJson(withAsOf(withDesk(command))).action(async (options: Options) => {
    const subject = subjectOf(options);
    if (subject === null) return printDefinitions(options);
    const figures = await atDesk(options, (line, desk) =>
      figuresView(desk, subject.kind, subject.id, readAsOf(options.asOf, line)),
    );
    if (options.json) return printJson({ figures });
    if (figures.length === 0)
      return print('No figures. `stepladder evaluate` settles them; `stepladder agents` lists ids.');
    printTable(
      ['figure', 'value (95 % interval, sample)', 'weeks', 'enough to judge', 'credited to'],
      figures.map((figure) => [
        figure.title,
        figureText(figure.estimate, figure),
        String(figure.weeks),
        figure.enough ? 'yes' : 'no',
        figure.attribution,
      ]),
    );
  });
}

function subjectOf({ agent, team, workType }: Options): { kind: SubjectKind; id: string } | null {
  if (agent !== undefined) return { kind: 'agent', id: agent };
  if (team !== undefined) return { kind: 'team', id: team };
  return workType === undefined ? null : { kind: 'work-type', id: workType };
}

async function printDefinitions(options: Options): Promise<void> {
  const metrics = await atDesk(options, async (_, desk) => metricsView(desk));
  if (options.json) return printJson({ metrics });
  printTable(
    ['metric', 'title', 'unit', 'weeks', 'least sample', 'definition'],
    metrics.map(({ id, title, unit, weeks, minimumSample, counted, definition }) => [
      id,
      title,
      unit,
      String(weeks),
      countedText(minimumSample, counted),
      definition,
    ]),
  );
}
