import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { AtStore } from './at-store.ts';

/** What several processes at one desk ask of each other. */
export function describeProcesses(at: AtStore): void {
  describe('work of a name', () => {
    it('is done, and the store goes on working meanwhile', async () => {
      let tickets = -1;
      const done = await at.store.alone('evaluations', async () => {
        tickets = (await at.store.counts()).tickets;
      });
      expect([done, tickets]).toEqual([true, 0]);
    });

    it('may be done again when it has ended, or failed', async () => {
      await at.store.alone('evaluations', async () => {});
      await expect(at.store.alone('evaluations', () => Promise.reject(new Error('at it')))).rejects.toThrow('at it');
      expect(await at.store.alone('evaluations', async () => {})).toBe(true);
    });

    it('is done by one at a time where processes share the store, each name for itself', async ({ skip }) => {
      skip(!at.store.shared, 'one process serves this store');
      const asked: string[] = [];
      const long = async () => {
        await pause(100);
      };
      const first = at.store.alone('evaluations', long);
      await pause(30);
      for (const name of ['evaluations', 'comparison']) {
        if (await at.store.alone(name, async () => {})) asked.push(name);
      }
      expect([await first, asked]).toEqual([true, ['comparison']]);
    });
  });
}
