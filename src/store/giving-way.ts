import { setImmediate as turn } from 'node:timers/promises';
import type { Store } from './store.ts';

/**
 * The same store, for long work: an embedded one answers before the event loop turns, so that all requests would have to
 * wait until the work is over. This lets them in between its batches.
 */
export function givingWay(store: Store): Store {
  return {
    ...store,
    async settlePending(limit, read) {
      await turn();
      return store.settlePending(limit, read);
    },
    async foldStale(limit, fold) {
      await turn();
      return store.foldStale(limit, fold);
    },
    async raiseDue(...args) {
      await turn();
      return store.raiseDue(...args);
    },
    async *contributions(asOf, since) {
      for await (const page of store.contributions(asOf, since)) {
        await turn();
        yield page;
      }
    },
  };
}
