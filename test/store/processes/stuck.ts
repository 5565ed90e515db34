import { writeSync } from 'node:fs';
import { openStore } from '../../../src/store/open-store.ts';
import { fold, read } from '../facts.ts';

// In the middle of a transaction at the store it is given, says so and goes no further until it is killed.
const [, , location = '', step = ''] = process.argv;
const store = await openStore(location);

function stuck(): void {
  writeSync(1, 'open\n');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

if (step === 'reading') {
  await store.settlePending(1_000, (from) => {
    if (from.key === '2') stuck();
    return read(from);
  });
} else {
  await store.foldStale(1_000, (events) => {
    if (events[0]?.ticketId === 'desk:T2') stuck();
    return fold(events);
  });
}
