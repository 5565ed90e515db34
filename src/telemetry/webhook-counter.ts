import { Counter, type Registry } from 'prom-client';

/** Counts webhooks by source and by what became of them, since the start of this process. */
export function countWebhooks(registry: Registry): (source: string, answer: string) => void {
  const counter = new Counter({
    name: 'stepladder_webhooks_total',
    help: 'Webhooks by source and by what became of them: kept, unknown (sender), malformed, too-large, full, failed.',
    labelNames: ['source', 'answer'],
    registers: [registry],
  });
  return (source, answer) => counter.inc({ source, answer });
}
