import { Command } from 'commander';
import type { Line } from '../../pipeline.ts';
import type { Tried } from '../../reading/connect.ts';
import { type DoctorParts, examine } from '../../reading/doctor.ts';
import type { Source } from '../../rules/sources-file.ts';
import { atDesk, type DeskOptions, withDesk, withJson } from '../desk.ts';
import { Failed } from '../failure.ts';
import { bold, print, printJson } from '../output.ts';
import { readingAt, sourceNamed, webhookAddress } from '../sources.ts';
import { printTried } from '../tried.ts';

interface Options extends DeskOptions {
  readonly address?: string;
  readonly json?: boolean;
}

export function doctorCommand(): Command {
  const command = new Command('doctor')
    .description('Look through sources: credentials, rights, webhook, lag, what was missed, words nobody mapped.')
    .argument('[source]', 'its id in sources.yaml; all if left out')
    .option(
      '--address <url>',
      'where the service is reached from outside; where it was connected to, if left out',
      process.env['STEPLADDER_ADDRESS'],
    );
  return withJson(withDesk(command)).action((id: string | undefined, options: Options) =>
    atDesk(options, (line) => examineAll(line, id, options)),
  );
}

async function examineAll(line: Line, id: string | undefined, options: Options): Promise<void> {
  const sources =
    id === undefined ? line.rules.sources.filter(({ reading }) => reading !== null) : [sourceNamed(line, id)];
  if (sources.length === 0 && !options.json) print('No source is read over the network (docs/connect.md).');
  const found: { source: string; tried: Tried[] }[] = [];
  for (const source of sources) {
    if (!options.json) print(bold(source.id));
    found.push({ source: source.id, tried: await examineOne(line, source, options) });
  }
  if (options.json) printJson({ sources: found });
  const failed = found.flatMap(({ tried }) => tried).filter(({ result }) => result === 'failed').length;
  if (failed > 0) throw new Failed(`${failed} of the checks failed: see what is written under each.`);
}

async function examineOne(line: Line, source: Source, { address, json }: Options): Promise<Tried[]> {
  const parts: DoctorParts = {
    ...(await readingAt(line, source)),
    address: address === undefined ? null : webhookAddress(address, source.id),
    sendsWebhooks: source.webhook !== null,
  };
  return examine(parts, (tried) => {
    if (!json) printTried(tried);
  });
}
