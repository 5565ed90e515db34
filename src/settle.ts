import { setTimeout as pause } from 'node:timers/promises';
import type { Instant } from './domain/interval.ts';
import { evaluate, type Line, type OnProgress, workOff } from './pipeline.ts';
import type { Carried } from './progression/judgement.ts';
import { evaluationsBetween } from './rules/evaluation-times.ts';
import { type DeskRules, loadRules } from './rules/load-rules.ts';
import { Unusable } from './settings/unusable.ts';
import type { Begun, Evaluation, Store } from './store/store.ts';

const DAY_MS = 86_400_000;
/** How long another process may need for the batch it is at. */
const OTHERS_MS = 50;

/** As `settleDue`, wherever it runs; rejects soon after `signal` is aborted. */
export type Settle = (line: Line, until: Instant, onProgress: OnProgress, signal: AbortSignal) => Promise<void>;

/**
 * Settles every weekly evaluation up to `until` that is missing, or whose facts have changed since, and all after the
 * first of those, as flags carry over from week to week. One settled before keeps the rules it was settled by.
 * What has come in is worked off first: an import that was killed leaves facts that nothing right of them has seen.
 */
export async function settleDue(line: Line, until: Instant, onProgress: OnProgress = () => {}): Promise<void> {
  await workOff(line, onProgress);
  const settled = await line.store.evaluations();
  const due = await unsettled(line, until, settled);
  const [first] = due;
  if (first === undefined) return;
  await line.store.saveRules(line.rules.version, line.rules.files);
  const known = new Map(settled.map((evaluation) => [evaluation.asOf, evaluation]));
  const before = settled.findLast(({ asOf }) => asOf < first);
  let previous: readonly Carried[] = before === undefined ? [] : await line.store.carried(before.asOf);
  const rules = new RulesByVersion(line);
  for (const [i, asOf] of due.entries()) {
    const version = known.get(asOf)?.rulesVersion ?? line.rules.version;
    const begun = await begin(line, asOf, onProgress);
    previous = await evaluate({ ...line, rules: await rules.of(version) }, begun, previous);
    onProgress('evaluating', i + 1);
  }
}

/** That settleDue would settle some evaluation, as far as all that came in is worked off. */
export async function isAnyDue(line: Line, until: Instant): Promise<boolean> {
  return (await unsettled(line, until, await line.store.evaluations())).length > 0;
}

/** From the first that is missing, or whose facts have changed since, on. */
async function unsettled(line: Line, until: Instant, settled: readonly Evaluation[]): Promise<Instant[]> {
  const due = await dueTimes(line, until, settled);
  const known = new Map(settled.map(({ asOf, stale }) => [asOf, stale]));
  const first = due.findIndex((asOf) => known.get(asOf) !== false);
  return first < 0 ? [] : due.slice(first);
}

/** As soon as every ticket that it reads is folded, by this process or by the others that are at them. */
async function begin(line: Line, asOf: Instant, onProgress: OnProgress): Promise<Begun> {
  for (;;) {
    const begun = await line.store.beginEvaluation(asOf);
    if (begun !== null) return begun;
    await workOff(line, onProgress);
    await pause(OTHERS_MS);
  }
}

/** The desk's rhythm from its first fact to the evaluation after its last: a silent desk has nothing new to say. */
async function dueTimes({ store, rules }: Line, until: Instant, settled: readonly Evaluation[]): Promise<Instant[]> {
  const span = await store.knownSpan();
  if (span === null) return [];
  const end = Math.min(until, span.last + 7 * DAY_MS);
  const times = [
    ...evaluationsBetween(rules.desk, span.first, end),
    ...settled.map(({ asOf }) => asOf).filter((t) => t <= end),
  ];
  const sealed = settled.findLast((evaluation) => evaluation.sealed)?.asOf ?? Number.NEGATIVE_INFINITY;
  return [...new Set(times)].filter((t) => t > sealed).sort((a, b) => a - b);
}

class RulesByVersion {
  readonly #line: Line;
  readonly #loaded = new Map<string, DeskRules>();

  constructor(line: Line) {
    this.#line = line;
    this.#loaded.set(line.rules.version, line.rules);
  }

  async of(version: string): Promise<DeskRules> {
    const rules = this.#loaded.get(version) ?? (await storedRules(this.#line.store, version));
    this.#loaded.set(version, rules);
    return rules;
  }
}

/** Throws Unusable where they are not there. */
export async function storedRules(store: Store, version: string): Promise<DeskRules> {
  const files = await store.rulesFiles(version);
  if (files !== null) return loadRules(files);
  throw new Unusable(
    `Rules ${version}, by which an evaluation was settled, are not in the store. Restore them from a backup.`,
  );
}
