import type { Connector } from '../../src/connector/connector.ts';
import { timeReader } from '../../src/connector/source-time.ts';
import { InvalidSettings, readYaml } from '../../src/settings/read-yaml.ts';
import { columnsOf, mappingSchema } from './mapping.ts';
import { normaliseRow } from './normalise.ts';

/** Any log whose rows are snapshots of tickets, understood through a mapping file. */
export const eventLog: Connector = {
  id: 'event-log',
  title: 'Log file with a mapping',
  configure(source, settings) {
    const { value: mapping, problem } = readYaml('mapping', settings ?? '', mappingSchema);
    if (mapping.source !== source) throw new InvalidSettings([problem(['source'], `expected source "${source}"`)]);
    const readTime = readTimes(mapping.time, (message) => new InvalidSettings([problem(['time'], message)]));
    return {
      source,
      neededColumns: columnsOf(mapping),
      bots: mapping.bots,
      normalise: (fact) => normaliseRow(mapping, readTime, fact),
    };
  },
};

function readTimes(time: { format: string; zone: string }, invalid: (message: string) => InvalidSettings) {
  try {
    return timeReader(time.format, time.zone);
  } catch (error) {
    throw invalid(
      `${error instanceof Error ? error.message : error}. Give a known format and an IANA zone such as Europe/Berlin.`,
    );
  }
}
