import { describe, expect, it } from 'vitest';
import type { Store } from '../../../src/store/store.ts';
import { agentSubject, delivery, figure, fold, judgement, mastery, note, offDay, read } from '../facts.ts';
import { ALL, type AtStore } from './at-store.ts';

/** Equal digests mean equal tables. */
export function describeDigest(at: AtStore): void {
  describe('its digest', () => {
    const rows = Array.from({ length: 30 }, (_, i) => delivery(`${i}`, { ticket: `T${i % 7}`, knownAt: i }));
    const figures = ['ann', 'bob', 'cy'].map((id) => figure('m', agentSubject(id)));
    const judgements = ['ann', 'bob', 'cy'].map((id) => judgement('r', agentSubject(id)));

    it('is the same whatever the order and the batches, and whenever things were received', async () => {
      await at.settled(...rows);
      await at.store.saveEvaluation({ asOf: 50, rulesVersion: 'r1' }, figures, judgements);
      const inOrder = await at.store.digest();
      const other = await at.make();
      const again = await other.open();
      for (const row of rows.toReversed()) {
        await again.addDeliveries([{ ...row, receivedAt: 99, origin: 'elsewhere', position: 3 }]);
        await again.settlePending(ALL, read);
        await again.foldStale(ALL, fold);
      }
      await again.saveEvaluation({ asOf: 50, rulesVersion: 'r1' }, figures.toReversed(), judgements.toReversed());
      expect(await again.digest()).toEqual(inOrder);
      await again.close();
      await other.remove();
    });

    it('is another for any other fact, contribution, figure or judgement', async () => {
      const seen = [await at.store.digest()];
      const differs = async (...parts: (keyof Awaited<ReturnType<Store['digest']>>)[]) => {
        const now = await at.store.digest();
        const before = seen.at(-1)!;
        expect(Object.keys(now).filter((part) => now[part as 'events'] !== before[part as 'events'])).toEqual(parts);
        seen.push(now);
      };
      await at.add(delivery('1', { ticket: 'T1' }));
      await at.settle();
      await differs('events');
      await at.store.foldStale(ALL, fold);
      await differs('contributions');
      await at.store.saveEvaluation({ asOf: 5, rulesVersion: 'r1' }, figures, []);
      await differs('evaluations');
      await at.store.saveEvaluation({ asOf: 5, rulesVersion: 'r1' }, figures, judgements);
      await differs('evaluations');
      await at.store.saveEvaluation({ asOf: 5, rulesVersion: 'r1' }, figures.slice(1), judgements);
      await differs('evaluations');
      await at.store.saveEvaluation({ asOf: 5, rulesVersion: 'r1' }, figures.slice(1), judgements, [mastery('ann')]);
      await differs('evaluations');
      const notes = [note('recoding', 'ann')];
      const masteries = [mastery('ann')];
      await at.store.saveEvaluation({ asOf: 5, rulesVersion: 'r1', notes }, figures.slice(1), judgements, masteries);
      await differs('evaluations');
      const about = { asOf: 5, rulesVersion: 'r1', notes, offDays: [offDay(0, 'first')] };
      await at.store.saveEvaluation(about, figures.slice(1), judgements, masteries);
      await differs('evaluations');
    });
  });
}
