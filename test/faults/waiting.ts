import { expect } from 'vitest';

const PATIENCE = { timeout: 60_000, interval: 50 };

/** Waits until the service says that all is worked off. */
export async function nothingLeft(url: string): Promise<void> {
  const pending = async () => {
    const status = (await (await fetch(`${url}/api/v1/status`)).json()) as { deliveries: { pending: number } };
    return status.deliveries.pending;
  };
  await expect.poll(pending, PATIENCE).toBe(0);
  await ready(url);
}

/** Waits until it can be relied on. */
export async function ready(url: string): Promise<void> {
  await expect.poll(async () => (await fetch(`${url}/readyz`)).status, PATIENCE).toBe(200);
}
