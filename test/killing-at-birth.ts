import { parentPort, workerData } from 'node:worker_threads';
import { childrenOf } from './children-of.ts';

// A worker: kills whatever process the thread it works for begins, sooner than that can be spoken to.

const known = new Set(childrenOf(workerData));
parentPort?.postMessage('looking');
for (;;) {
  for (const pid of childrenOf(workerData) ?? []) {
    if (known.has(pid)) continue;
    known.add(pid);
    process.kill(pid, 'SIGKILL');
  }
}
