import type { Line, OnProgress } from './pipeline.ts';
import { workOff } from './pipeline.ts';
import { Unusable } from './settings/unusable.ts';
import { settleDue } from './settle.ts';
import type { Digest, Store } from './store/store.ts';

const AT_ONCE = 2_000;

/** Rebuilds everything right of the inbox from the kept deliveries, in place. */
export async function replay(line: Line, onProgress?: OnProgress): Promise<void> {
  const last = (await line.store.evaluations()).at(-1)?.asOf;
  await line.store.forgetDerived();
  await workOff(line, onProgress);
  if (last !== undefined) await settleDue(line, last, onProgress);
}

export interface Verified {
  readonly same: boolean;
  readonly kept: Digest;
  readonly rebuilt: Digest;
}

/** Rebuilds everything in an empty store and compares digests; the desk itself is only read. */
export async function verify(line: Line, scratch: Store, onProgress?: OnProgress): Promise<Verified> {
  if (await line.store.forgotten()) {
    throw new Unusable(
      'Retention has deleted what a part of this desk was made of (`stepladder gc`), so it cannot be rebuilt beside itself. `stepladder replay` rebuilds the rest in place.',
    );
  }
  await copyInputs(line.store, scratch);
  const rebuilt: Line = { ...line, store: scratch };
  await workOff(rebuilt, onProgress);
  const last = (await line.store.evaluations()).at(-1)?.asOf;
  if (last !== undefined) await settleDue(rebuilt, last, onProgress);
  const digests = { kept: await line.store.digest(), rebuilt: await scratch.digest() };
  return { same: JSON.stringify(digests.kept) === JSON.stringify(digests.rebuilt), ...digests };
}

/** What cannot be derived: deliveries, how sources are read, what people confirmed and decided, and which evaluations by which rules. */
async function copyInputs(from: Store, to: Store): Promise<void> {
  for (const source of await from.sources()) await to.configureSource(source);
  for (let after = 0; ; ) {
    const deliveries = await from.deliveriesAfter(after, AT_ONCE);
    await to.addDeliveries(deliveries);
    const last = deliveries.at(-1);
    if (last === undefined) break;
    after = last.id;
  }
  await to.confirmAliases(await from.aliases());
  await copyDecisions(from, to);
  for (const { asOf, rulesVersion } of await from.evaluations()) {
    const files = await from.rulesFiles(rulesVersion);
    if (files !== null) await to.saveRules(rulesVersion, files);
    await to.saveEvaluation({ asOf, rulesVersion }, [], []);
  }
  await to.markAllTicketsStale();
}

async function copyDecisions(from: Store, to: Store): Promise<void> {
  const last = new Map<string, string>();
  for (const line of await from.decisions({})) {
    const about = line.agent ?? `flag ${line.shown?.flag}`;
    await to.addDecision(line, last.get(about) ?? null);
    last.set(about, line.id);
  }
}
