import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { DeskPlan } from '../../src/simulator/desk-plan.ts';
import type { Replicate } from './replicate.ts';

const THREADS = 2;

/** All plans lived, in their order, two at a time. `onWeek`: weeks settled so far over all of them. */
export async function replicatesOf(plans: readonly DeskPlan[], onWeek: (done: number) => void): Promise<Replicate[]> {
  const lived: Replicate[] = [];
  const done = plans.map(() => 0);
  let next = 0;
  const work = async (): Promise<void> => {
    const worker = new Worker(join(import.meta.dirname, 'worker.ts'));
    try {
      for (let plan = plans[next]; plan !== undefined; plan = plans[next]) {
        const index = next++;
        worker.postMessage(plan);
        lived[index] = await answerOf(worker, (weeks) => {
          done[index] = weeks;
          onWeek(done.reduce((sum, one) => sum + one, 0));
        });
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(THREADS, plans.length) }, work));
  return lived;
}

async function answerOf(worker: Worker, onWeek: (weeks: number) => void): Promise<Replicate> {
  for (;;) {
    // Rejects where the worker throws.
    const [said] = (await once(worker, 'message')) as [{ readonly done: number } | { readonly replicate: Replicate }];
    if ('replicate' in said) return said.replicate;
    onWeek(said.done);
  }
}
