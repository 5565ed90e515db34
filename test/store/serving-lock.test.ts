import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Unusable } from '../../src/settings/unusable.ts';
import { openStore } from '../../src/store/open-store.ts';
import { delivery } from './facts.ts';
import { killed, started } from './processes/child.ts';

describe('serving from a folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stepladder-serving-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is for one process, which is named; short commands go on beside; a kill gives the folder free', async () => {
    const holder = await started('serving', folder);
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const refused = openStore(folder, { serving: true });
      await expect(refused).rejects.toThrow(`Another process, ${holder.pid}, already serves the desk in ${folder}.`);
      await expect(refused).rejects.toBeInstanceOf(Unusable);
    }
    const beside = await openStore(folder);
    expect(await beside.addDeliveries([delivery('1')])).toBe(1);
    await killed(holder);
    const next = await openStore(folder, { serving: true });
    expect((await next.counts()).deliveries.pending).toBe(1);
    await expect(openStore(folder, { serving: true })).rejects.toThrow('Another process already serves');
    await next.close();
    await (await openStore(folder, { serving: true })).close();
    await beside.close();
  });

  it('is for one of many that start at once', async () => {
    const starting = await Promise.allSettled([1, 2, 3, 4].map(() => started('serving', folder)));
    const open = starting.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const refused = starting.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
    await Promise.all(open.map(killed));
    expect(open).toHaveLength(1);
    for (const words of refused) expect(words).toContain('already serves the desk');
  });
});
