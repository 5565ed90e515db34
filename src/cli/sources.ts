import { readCredential } from '../config.ts';
import type { Line } from '../pipeline.ts';
import { openSource } from '../reading/open-sources.ts';
import type { ReadingParts } from '../reading/read-wanted.ts';
import type { Source } from '../rules/sources-file.ts';
import { WrongUse } from './failure.ts';

/** The source of this name. Throws WrongUse, with those there are. */
export function sourceNamed({ rules }: Line, id: string): Source {
  const source = rules.sources.find((one) => one.id === id);
  if (source !== undefined) return source;
  const known = rules.sources.map((one) => one.id);
  const remedy = known.length === 0 ? 'Name it there first (docs/connect.md).' : `There are ${known.join(', ')}.`;
  throw new WrongUse(`sources.yaml has no source ${id}. ${remedy}`);
}

/** What a command needs to read a source. `withCredential` false: nothing is going to be asked of it. */
export async function readingAt(line: Line, source: Source, withCredential = true): Promise<ReadingParts> {
  const credentialOf = (id: string) => (withCredential ? readCredential(id, process.env) : '');
  const open = openSource(source, { connectors: line.connectors, credentialOf, now: Date.now });
  if (open === null) {
    throw new WrongUse(`${source.id} says nowhere to read it. Write its read: { url, sign_in } into sources.yaml.`);
  }
  const { id, connector, settings } = source;
  await line.store.configureSource({ source: id, connector, settings });
  return { store: line.store, source: open, now: Date.now };
}

/** Where a source's webhooks are sent. `base`: where the service is reached from outside. */
export function webhookAddress(base: string, source: string): string {
  if (!URL.canParse(base)) {
    throw new WrongUse(
      `--address "${base}" is no address. Write where the service is reached, such as https://desk.example.com.`,
    );
  }
  return `${base.replace(/\/+$/, '')}/webhooks/${source}`;
}
