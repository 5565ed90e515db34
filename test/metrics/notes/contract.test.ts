import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { METRICS } from '../../../src/metrics/index.ts';
import { SIGNALS } from '../../../src/metrics/notes/index.ts';
import { FEWEST, MISTAKEN } from '../../../src/metrics/notes/note-taker.ts';
import type { Signal } from '../../../src/metrics/notes/signal.ts';
import { agentNamed, anyRows } from '../rows.ts';
import { deskOf, HABITS, MODEL, notesOf, ticketOf } from './desk.ts';

const FOLDER = join(import.meta.dirname, '../../../src/metrics/notes');
const ofPeople = SIGNALS.filter(({ id }) => id !== 'mix-drift');

describe('the list of signals', () => {
  it('holds every file of a signal, under its own name, and no metric', () => {
    const files = readdirSync(FOLDER).filter((name) => name.endsWith('.ts'));
    const ofSignals = files.filter((name) =>
      /^export const \w+: Signal = /m.test(readFileSync(join(FOLDER, name), 'utf8')),
    );
    expect(SIGNALS.map(({ id }) => `${id}.ts`).sort()).toEqual(ofSignals.sort());
    expect(METRICS.filter(({ id }) => SIGNALS.some((signal) => signal.id === id))).toEqual([]);
  });
});

describe.each(SIGNALS)('$id', (signal: Signal) => {
  it('tells its reader what it may mean, innocent reasons first, and what to ask', () => {
    for (const text of [signal.title, signal.source, signal.counted]) expect(text.trim()).not.toBe('');
    expect(signal.mayMean).toMatch(/[;,].*\.$/);
    expect(signal.asks).toMatch(/\?/);
    expect(`${signal.title} ${signal.mayMean} ${signal.asks}`).not.toMatch(
      /\b(cheat|fraud|guilty|abuse|gaming|worst|score)\b/i,
    );
  });

  it('takes only sound notes, whatever the rows and their order', async () => {
    await fc.assert(
      fc.property(
        anyRows.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))),
        ([rows, mixed]) => {
          const notes = notesOf([signal], rows);
          for (const { n, q, value, lower, upper } of notes) {
            expect(n).toBeGreaterThanOrEqual(FEWEST);
            expect(q).toBeLessThan(MISTAKEN);
            expect([value, lower].every(Number.isFinite) && (upper === null || upper >= lower)).toBe(true);
          }
          expect(notesOf([signal], mixed).map(({ subject }) => subject)).toEqual(notes.map(({ subject }) => subject));
        },
      ),
    );
  });

  it('says nothing of nobody', () => {
    const { ann, others } = HABITS[signal.id] ?? { ann: () => ({}), others: () => ({}) };
    expect(
      notesOf(
        [signal],
        deskOf(120, ann, others).map((one) => ({ ...one, agentId: null })),
      ),
    ).toEqual([]);
  });
});

describe.each(ofPeople)('$id', (signal: Signal) => {
  const habit = HABITS[signal.id];
  if (habit === undefined) throw new Error(`Give ${signal.id} a habit for it to find in desk.ts.`);
  const { ann, others } = habit;

  it('asks about the one person whose habit is another, in words with both counts', () => {
    const notes = notesOf([signal], deskOf(120, ann, others));
    expect(notes.map(({ subject }) => subject)).toEqual([{ kind: 'agent', id: agentNamed('ann') }]);
    expect(notes[0]?.ask).toBe(signal.asks);
    expect(notes[0]?.sentence).toMatch(/^[A-Z].*\d.*\d.*\.$/);
  });

  it('does not ask where everybody has the habit', () => {
    expect(notesOf([signal], deskOf(120, ann, ann))).toEqual([]);
  });

  it(`says nothing below ${FEWEST} observations`, () => {
    const few = deskOf(120, ann, others).filter(({ agentId }) => agentId !== agentNamed('ann'));
    const own = Array.from({ length: FEWEST - 1 }, (_, i) => ticketOf('ann', i, ann(i)));
    expect(notesOf([signal], [...few, ...own])).toEqual([]);
  });

  it('asks nothing of a desk of one', () => {
    expect(
      notesOf(
        [signal],
        deskOf(120, ann).filter(({ agentId }) => agentId === agentNamed('ann')),
      ),
    ).toEqual([]);
  });
});

it('the desk of these tests has an expectation', () => expect(MODEL).not.toBeNull());
