import fc from 'fast-check';
import { type Line, workOff } from '../../src/pipeline.ts';
import { settleDue } from '../../src/settle.ts';
import type { Store } from '../../src/store/store.ts';
import { deliveryOf, type Stream } from './stream.ts';

/** What one process does next: takes in the webhooks at these places of the stream, works off so many batches, or settles what is due. */
type Step = { readonly take: readonly number[] } | { readonly workOff: number } | { readonly settle: true };

/** What each process does, in its order. */
export type Lines = readonly (readonly Step[])[];

/**
 * Every webhook of the stream at least once, in any order, some more than once, cut into groups anyhow, dealt to 1, 2 or
 * 4 processes, with work between.
 */
export function interleavings(webhooks: number): fc.Arbitrary<Lines> {
  const places = Array.from({ length: webhooks }, (_, i) => i);
  const repeated = fc.subarray(places, { maxLength: Math.ceil(webhooks / 3) });
  return fc.tuple(fc.constantFrom(1, 2, 4), repeated).chain(([count, again]) => {
    const all = [...places, ...again];
    return fc
      .tuple(
        fc.shuffledSubarray(all, { minLength: all.length }),
        fc.array(stepOf(), { minLength: Math.floor(all.length / 8), maxLength: Math.ceil(all.length / 2) }),
      )
      .map(([sent, plan]) => dealt(count, sent, plan));
  });
}

interface Planned {
  /** How many are taken in at once before the work. */
  readonly group: number;
  readonly line: number;
  readonly work: Step | null;
}

const stepOf = (): fc.Arbitrary<Planned> =>
  fc.record({
    group: fc.integer({ min: 1, max: 12 }),
    line: fc.nat(3),
    work: fc.oneof(
      { weight: 4, arbitrary: fc.constant(null) },
      { weight: 4, arbitrary: fc.record({ workOff: fc.integer({ min: 1, max: 4 }) }) },
      { weight: 1, arbitrary: fc.constant<Step>({ settle: true }) },
    ),
  });

function dealt(count: number, sent: readonly number[], plan: readonly Planned[]): Lines {
  const lines: Step[][] = Array.from({ length: count }, () => []);
  let at = 0;
  for (const { group, line, work } of plan) {
    const steps = lines[line % count] ?? [];
    if (at < sent.length) steps.push({ take: sent.slice(at, at + group) });
    if (work !== null) steps.push(work);
    at += group;
  }
  if (at < sent.length) lines[0]?.push({ take: sent.slice(at) });
  return lines;
}

/** Few at once, so that there are many batches that can fall between each other. */
const DELIVERIES_AT_ONCE = 7;
const TICKETS_AT_ONCE = 3;

export function inSmallBatches(store: Store): Store {
  return {
    ...store,
    settlePending: (limit, read) => store.settlePending(Math.min(limit, DELIVERIES_AT_ONCE), read),
    foldStale: (limit, fold) => store.foldStale(Math.min(limit, TICKETS_AT_ONCE), fold),
  };
}

class Enough extends Error {}

export async function take(line: Line, { webhooks }: Stream, step: Step): Promise<void> {
  if ('take' in step) {
    const taken = step.take.flatMap((place) => webhooks[place] ?? []);
    await line.store.addDeliveries(taken.map(deliveryOf));
  } else if ('settle' in step) await settleAlone(line);
  else {
    let left = step.workOff;
    const stopping = workOff(line, () => {
      left -= 1;
      if (left === 0) throw new Enough();
    });
    await stopping.catch((error: unknown) => {
      if (!(error instanceof Enough)) throw error;
    });
  }
}

/** As the service does: one process at a time. */
const settleAlone = (line: Line) => line.store.alone('evaluations', () => settleDue(line, Date.now()));

/** What all have left over: others may have been at it when each of them found nothing to do. */
export async function toTheEnd(line: Line): Promise<void> {
  await workOff(line);
  await settleAlone(line);
}
