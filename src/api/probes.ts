import { Router } from 'express';
import type { Logger } from 'pino';
import type { Desk } from './desk.ts';
import { HttpProblem } from './problem.ts';

interface Probed {
  readonly desk: () => Desk;
  /** Why the service cannot be relied on just now, and what to do; null: it can. */
  readonly notReady: () => string | null;
  /** What an operator should know though the service can be relied on; null: nothing. */
  readonly note: () => string | null;
  readonly log: Logger;
}

/** /healthz: the process runs. /readyz: it can do its work. Neither tells anything about the desk. */
export function probes({ desk, notReady, note, log }: Probed): Router {
  const router = Router();
  router.get('/healthz', (_, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'running' });
  });
  router.get('/readyz', async (_, response) => {
    response.set('Cache-Control', 'no-store');
    const reason = notReady() ?? (await storeProblem(desk, log));
    if (reason !== null) throw new HttpProblem(503, reason);
    const noted = note();
    response.json({ status: 'ready', ...(noted !== null && { note: noted }) });
  });
  return router;
}

async function storeProblem(desk: () => Desk, log: Logger): Promise<string | null> {
  try {
    await desk().store.sources();
    return null;
  } catch (error) {
    log.error({ err: error }, 'the desk cannot be read');
    return "The rules are not loaded or the store does not answer. The service's log says why.";
  }
}
