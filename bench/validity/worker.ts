// Lives one replicate after the other, each when it is told its plan.
import { parentPort } from 'node:worker_threads';
import type { DeskPlan } from '../../src/simulator/desk-plan.ts';
import { liveReplicate } from './replicate.ts';

parentPort?.on('message', async (plan: DeskPlan) => {
  const replicate = await liveReplicate(plan, (done) => parentPort?.postMessage({ done }));
  parentPort?.postMessage({ replicate });
});
