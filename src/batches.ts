import { Unusable } from './settings/unusable.ts';
import { Poisoned } from './store/poisoned.ts';
import type { Store } from './store/store.ts';

/** Works on as many as `limit`; returns how many there were. */
type Work = (limit: number) => Promise<number>;

/** How often what fails alone is tried before it is set aside. */
const TRIES = 3;

/** Works until less than a full batch was left. `onProgress` is called between batches, and may throw to end the work. */
export async function inBatches(
  store: Pick<Store, 'setAsidePoisoned'>,
  work: Work,
  atOnce: number,
  onProgress: (done: number) => void,
): Promise<void> {
  for (let done = 0, count = atOnce; count === atOnce; ) {
    count = await batch(store, work, atOnce);
    done += count;
    if (count > 0) onProgress(done);
  }
}

/** Where a batch fails for what is in it, its parts go one by one, so that only what is poisoned is held back. */
async function batch(store: Pick<Store, 'setAsidePoisoned'>, work: Work, limit: number): Promise<number> {
  try {
    return await work(limit);
  } catch (error) {
    if (error instanceof Unusable) throw error;
  }
  let failures = 0;
  for (let done = 0; done < limit; ) {
    try {
      if ((await work(1)) === 0) return done;
      failures = 0;
      done += 1;
    } catch (error) {
      if (!(error instanceof Poisoned)) throw error;
      failures += 1;
      if (failures < TRIES) continue;
      await store.setAsidePoisoned(error);
      failures = 0;
      done += 1;
    }
  }
  return limit;
}
