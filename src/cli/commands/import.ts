import { Command, Option } from 'commander';
import type { ConfiguredSource } from '../../connector/connector.ts';
import { type ImportedFile, type ImportPlan, importFile } from '../../inbox/import-file.ts';
import { type Line, workOff } from '../../pipeline.ts';
import type { SetAside } from '../../store/store.ts';
import { atDesk, withDesk, withJson } from '../desk.ts';
import { Failed } from '../failure.ts';
import { areRecords, configure, type ImportOptions, RECORDS, sourceOf } from '../import-source.ts';
import { ProgressLine, print, printJson } from '../output.ts';

interface Options extends ImportOptions {
  readonly json?: boolean;
}

/** One object of the source's API, with all its history, may be long. */
const MAX_RECORD_BYTES = 16 * 1024 * 1024;

export function importCommand(): Command {
  const command = new Command('import')
    .description('Read log files (csv, jsonl, xes; plain, .gz or .zip) into the desk. What is read twice is kept once.')
    .argument('<file...>', 'log files')
    .option('--mapping <file>', 'what the columns of the log mean; of records, the settings (docs/import.md)')
    .addOption(
      new Option('--format <name>', 'the neutral log, or records exported from a source').choices([
        'ticket-log',
        ...RECORDS,
      ]),
    )
    .option('--agents <file>', 'list of agents, for --format ticket-log')
    .option('--source <name>', 'name that begins the ids, for --format (ticket-log if left out; of records, their id)')
    .addHelpText(
      'after',
      `
Examples:
  stepladder import --mapping connectors/event-log/mappings/servicenow-incident-log.yaml incident_event_log.zip
  stepladder import --format ticket-log --agents agents.csv tickets.jsonl.gz
  stepladder import --format zendesk --source helpdesk audits.jsonl tickets.jsonl`,
    );
  return withJson(withDesk(command)).action(importFiles);
}

async function importFiles(files: readonly string[], options: Options): Promise<void> {
  const config = await sourceOf(options);
  const source = configure(config, options.mapping);
  await atDesk(options, async (line) => {
    const startedAt = performance.now();
    let changed = false;
    // Not before a file fits: a mapping that fits none must not be what the rows kept so far are read by.
    const onFits = async () => {
      changed = (await line.store.configureSource(config)) || changed;
    };
    const imported = await readFiles(line, files, { source, options, onFits });
    const progress = new ProgressLine();
    await workOff(line, (stage, done) =>
      progress.draw(stage, done, null, stage === 'reading' ? 'deliveries' : 'tickets'),
    );
    progress.clear();
    const report = await reportOf(line, imported, (performance.now() - startedAt) / 1000, changed);
    if (options.json) printJson(report);
    else printReport(report);
    const failed = imported.flatMap(({ troubles }) => troubles).filter(({ fatal }) => fatal);
    if (failed.length > 0)
      throw new Failed(
        `${failed.length === 1 ? 'A file' : `${failed.length} files`} could not be read to the end; see above.`,
      );
  });
}

async function readFiles(
  line: Line,
  files: readonly string[],
  { source, options, onFits }: { source: ConfiguredSource; options: Options; onFits: () => Promise<void> },
): Promise<ImportedFile[]> {
  const columnsFrom = options.mapping ?? 'docs/import.md';
  const plan = { source: source.source, columnsFrom, receivedAt: Date.now(), onFits };
  const records = { ...plan, columnsFrom: 'docs/import.md', only: 'jsonl', maxRowBytes: MAX_RECORD_BYTES } as const;
  const ofRows = areRecords(options) ? records : plan;
  const tickets: ImportPlan = { ...ofRows, about: 'ticket', neededColumns: source.neededColumns };
  const imported: ImportedFile[] = [];
  if (options.agents !== undefined) {
    imported.push(await readOne(line, options.agents, { ...plan, about: 'agent', neededColumns: ['agent'] }));
  }
  for (const file of files) imported.push(await readOne(line, file, tickets));
  return imported;
}

async function readOne(line: Line, file: string, plan: ImportPlan): Promise<ImportedFile> {
  const progress = new ProgressLine();
  const imported = await importFile(line.store, file, plan, (bytes, total) =>
    progress.draw(file, bytes, total, 'bytes'),
  );
  progress.clear();
  return imported;
}

async function reportOf({ store }: Line, imported: readonly ImportedFile[], seconds: number, settingsChanged: boolean) {
  const sum = (of: (file: ImportedFile) => number) => imported.reduce((total, file) => total + of(file), 0);
  const { tickets, events, contributions } = await store.counts();
  const aside = await store.setAside();
  const rows = sum((file) => file.rows);
  const lost = sum((file) => file.lost);
  const added = sum((file) => file.added);
  return {
    rows,
    added,
    known: rows - lost - added,
    unreadable: { rows: lost, examples: imported.flatMap((file) => file.troubles) },
    setAside: { rows: aside.reduce((total, { count }) => total + count, 0), reasons: aside },
    unmapped: await store.unmapped(),
    tickets,
    events,
    contributions,
    settingsChanged,
    seconds: Math.round(seconds * 10) / 10,
  };
}

const n = (value: number): string => value.toLocaleString('en');
const rowsText = (rows: number): string => `${n(rows)} row${rows === 1 ? '' : 's'}`;

function printReport(report: Awaited<ReturnType<typeof reportOf>>): void {
  print(
    `${rowsText(report.rows)} read: ${n(report.added)} new, ${n(report.known)} known before. ${n(report.tickets)} tickets in the desk.`,
  );
  if (report.settingsChanged) print('The mapping has changed: all rows of this source were read again by the new one.');
  for (const { file, row, problem, remedy } of report.unreadable.examples) {
    print(`${file}${row === null ? '' : `, row ${n(row)}`}: ${problem}. ${remedy}`);
  }
  const untold = report.unreadable.rows - report.unreadable.examples.filter(({ fatal }) => !fatal).length;
  if (untold > 0) print(`${rowsText(untold)} more could not be read either.`);
  for (const reason of report.setAside.reasons) print(setAsideLine(reason));
  for (const { source, what, word, count } of report.unmapped) {
    print(
      `${n(count)} times the ${what} "${word}" of ${source}, which nothing maps: kept as it is. Name it in the mapping to use it.`,
    );
  }
}

function setAsideLine({ reason, count, example }: SetAside): string {
  return `${rowsText(count)} set aside: ${reason}. First: ${example.origin}, row ${n(example.position)}: ${example.detail}`;
}
