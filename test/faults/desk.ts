import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { CONNECTORS } from '../../connectors/index.ts';
import { type Line, workOff } from '../../src/pipeline.ts';
import { loadRules } from '../../src/rules/load-rules.ts';
import { readRuleFiles } from '../../src/rules/rule-files.ts';
import { settleDue } from '../../src/settle.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Digest, Store } from '../../src/store/store.ts';
import { ROOT } from '../e2e/cli.ts';
import { atStore, type Places } from '../store/places.ts';
import { deliveryOf, SOURCE, type Stream } from './stream.ts';

/** The shipped rules, and one source that signs its webhooks. Returns the folder. */
export function rulesWithSource(places: Places): string {
  const folder = places.path('rules');
  mkdirSync(folder);
  writeFileSync(join(folder, 'base.yaml'), `base: ${JSON.stringify(join(ROOT, 'rules'))}\n`);
  const source = '{ connector: ticket-log, verify: { kind: standard-webhooks } }';
  writeFileSync(join(folder, 'sources.yaml'), `${SOURCE}: ${source}\n`);
  return folder;
}

export async function lineOn(store: Store, rules: string): Promise<Line> {
  return { store, connectors: CONNECTORS, rules: loadRules(await readRuleFiles(rules)) };
}

/** Of a run of the same stream that nothing disturbs, settled to its end. */
export async function undisturbed({ webhooks }: Stream, rules: string): Promise<Digest> {
  const line = await lineOn(await openStore(':memory:'), rules);
  await line.store.configureSource({ source: SOURCE, connector: 'ticket-log', settings: null });
  await line.store.addDeliveries(webhooks.map(deliveryOf));
  await workOff(line);
  await settleDue(line, Date.now());
  const digest = await line.store.digest();
  await line.store.close();
  return digest;
}

/** The ids of the webhooks that a store holds, as often as it holds them. */
async function keptIds(store: Store): Promise<string[]> {
  const ids: string[] = [];
  for (let last = 0; ; ) {
    const page = await store.deliveriesAfter(last, 2_000);
    ids.push(...page.map(({ key }) => key.slice('id:'.length)));
    const end = page.at(-1);
    if (end === undefined) return ids.sort();
    last = end.id;
  }
}

/**
 * Holds a desk whose processes have ended to what it should be: every webhook of the stream was accepted, and is there
 * once; so is every event; nothing is left to be worked off; all that was derived is what an undisturbed run derives.
 */
export async function expectUndisturbed(
  location: string,
  { stream, rules, accepted }: { stream: Stream; rules: string; accepted: ReadonlySet<string> },
): Promise<void> {
  const expected = await undisturbed(stream, rules);
  await atStore(location, async (store) => {
    expect(await keptIds(store)).toEqual([...accepted].sort());
    expect(accepted.size).toBe(stream.webhooks.length);
    const deliveries = { pending: 0, done: stream.webhooks.length, setAside: 0 };
    expect(await store.counts()).toMatchObject({ deliveries, events: stream.events });
    const { events, contributions } = await store.digest();
    expect({ events, contributions }).toEqual({ events: expected.events, contributions: expected.contributions });
    await settleDue(await lineOn(store, rules), Date.now());
    expect(await store.digest()).toEqual(expected);
  });
}
