import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { CONNECTORS } from '../../connectors/index.ts';
import type { ConfiguredSource } from '../connector/connector.ts';
import { loadRules } from '../rules/load-rules.ts';
import { readRuleFiles } from '../rules/rule-files.ts';
import { InvalidSettings, readYaml } from '../settings/read-yaml.ts';
import type { SourceConfig } from '../store/store.ts';
import type { DeskOptions } from './desk.ts';
import { WrongUse } from './failure.ts';

export interface ImportOptions extends DeskOptions {
  readonly mapping?: string;
  readonly format?: string;
  readonly agents?: string;
  readonly source?: string;
}

/** Connectors whose sources have an API: records exported from it come as they are read from it, in envelopes. */
export const RECORDS: readonly string[] = CONNECTORS.filter(({ open }) => open !== undefined).map(({ id }) => id);

export const areRecords = ({ format }: ImportOptions): boolean => format !== undefined && RECORDS.includes(format);

/** What the rows of an import are read by. Throws WrongUse for options that do not go together. */
export async function sourceOf(options: ImportOptions): Promise<SourceConfig> {
  const { mapping, format, source, agents } = options;
  if (source !== undefined && !/^[\w.-]+$/.test(source)) {
    throw new WrongUse(`--source "${source}" begins every id: give letters, digits, dot, _ and - only.`);
  }
  if (agents !== undefined && format !== 'ticket-log')
    throw new WrongUse('--agents goes with --format ticket-log only.');
  if (format !== undefined && areRecords(options)) return recordsSource(format, options);
  if ((mapping === undefined) === (format === undefined)) {
    throw new WrongUse(
      `Give either --mapping FILE, or --format ticket-log. Records of a source come by --format ${RECORDS.join('|')}.`,
    );
  }
  if (mapping === undefined) return { source: source ?? 'ticket-log', connector: 'ticket-log', settings: null };
  if (source !== undefined) throw new WrongUse('--source goes with --format only. A mapping names its source itself.');
  const settings = await textOf(mapping);
  const { value } = readYaml(mapping, settings, z.looseObject({ source: z.string() }));
  return { source: value.source, connector: 'event-log', settings };
}

/** Without a mapping by the settings that the source is read live by, so that a record means the same either way. */
async function recordsSource(connector: string, { source, mapping, rules }: ImportOptions): Promise<SourceConfig> {
  if (source === undefined) {
    throw new WrongUse(
      'Give --source ID, which begins every id. A source of sources.yaml keeps its id there: so its tickets stay the same.',
    );
  }
  const live = loadRules(await readRuleFiles(rules)).sources.find(({ id }) => id === source);
  if (live !== undefined && live.connector !== connector) {
    throw new WrongUse(
      `sources.yaml has ${source} as a source of ${live.connector}. Give --format ${live.connector}, or another --source.`,
    );
  }
  return { source, connector, settings: mapping === undefined ? (live?.settings ?? null) : await textOf(mapping) };
}

function textOf(mapping: string): Promise<string> {
  return readFile(mapping, 'utf8').catch(() => {
    throw new WrongUse(`The mapping ${mapping} cannot be read. Check the path after --mapping.`);
  });
}

/** Settings problems are told with the file's own name. */
export function configure(
  { source, connector, settings }: SourceConfig,
  mapping: string | undefined,
): ConfiguredSource {
  try {
    const found = CONNECTORS.find(({ id }) => id === connector);
    if (found === undefined) throw new WrongUse(`There is no connector ${connector}.`);
    return found.configure(source, settings);
  } catch (error) {
    if (!(error instanceof InvalidSettings)) throw error;
    throw new InvalidSettings(error.problems.map((problem) => ({ ...problem, file: mapping ?? problem.file })));
  }
}
