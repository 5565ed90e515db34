import { afterEach, beforeEach, describe } from 'vitest';
import { AtStore, type StorePlace } from './contract/at-store.ts';
import { describeContributions } from './contract/contributions.ts';
import { describeDecisions } from './contract/decisions.ts';
import { describeDerived } from './contract/derived.ts';
import { describeDigest } from './contract/digest.ts';
import { describeEvaluations } from './contract/evaluations.ts';
import { describeInbox } from './contract/inbox.ts';
import { describeNeighbours } from './contract/neighbours.ts';
import { describeProcesses } from './contract/processes.ts';
import { describeReading } from './contract/reading.ts';
import { describeSetAside } from './contract/set-aside.ts';

/** What every store promises (src/store/store.ts), whatever keeps it. */
export function describeStore(name: string, make: () => Promise<StorePlace>): void {
  describe(`a store ${name}`, () => {
    const at = new AtStore(make);
    beforeEach(() => at.begin());
    afterEach(() => at.end());
    for (const part of [
      describeInbox,
      describeSetAside,
      describeReading,
      describeProcesses,
      describeDerived,
      describeContributions,
      describeNeighbours,
      describeEvaluations,
      describeDigest,
      describeDecisions,
    ])
      part(at);
  });
}
