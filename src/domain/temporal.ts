import { Temporal as polyfill } from 'temporal-polyfill';

/** Temporal as the runtime has it (Node 26), else the polyfill (Node 24). Same API, so callers need not care. */
export const Temporal: typeof polyfill = (globalThis as { Temporal?: typeof polyfill }).Temporal ?? polyfill;

export type PlainDate = polyfill.PlainDate;
