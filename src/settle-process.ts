import { CONNECTORS } from '../connectors/index.ts';
import { Unusable } from './settings/unusable.ts';
import { settleDue, storedRules } from './settle.ts';
import type { Asked, Told } from './settle-apart.ts';
import { givingWay } from './store/giving-way.ts';
import { openStore } from './store/open-store.ts';

// What settleApart starts: settles what it is asked for, tells how far it is, and goes when it is done or nobody listens.

async function settle({ location, rulesVersion, until }: Asked): Promise<void> {
  const store = await openStore(location);
  try {
    const rules = await storedRules(store, rulesVersion);
    // In between it hears that nobody listens any more.
    const line = { store: givingWay(store), rules, connectors: CONNECTORS };
    await settleDue(line, until, (stage, done) => tell({ stage, done }));
  } finally {
    await store.close();
  }
}

function tell(told: Told, onSent: () => void = () => {}): void {
  process.send?.(told, onSent);
}

// Ctrl-C reaches it too; but who started it ends it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
process.once('disconnect', () => process.exit(1));
process.once('message', (asked: Asked) => {
  settle(asked).then(
    () => process.exit(0),
    (error: Error) => {
      const failed = error instanceof Unusable ? error.message : (error.stack ?? String(error));
      tell({ failed }, () => process.exit(1));
    },
  );
});
