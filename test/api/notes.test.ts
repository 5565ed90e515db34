import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgentId } from '../../src/domain/ids.ts';
import { deliverRows } from '../../src/inbox/deliver-rows.ts';
import { SIGNALS } from '../../src/metrics/notes/index.ts';
import type { Note } from '../../src/metrics/notes/signal.ts';
import type { Line } from '../../src/pipeline.ts';
import { workOff } from '../../src/pipeline.ts';
import { type App, appOf, ask, emptyLine } from './desk.ts';

const PEOPLE = [
  ['zoe', 'Zoë', 'north'],
  ['ann', 'Ann', 'north'],
  ['bob', 'Bob', 'east'],
] as const;

const note = (signal: string, id: string, value: number): Note => ({
  signal,
  subject: { kind: id === '' ? 'desk' : 'agent', id: id === '' ? '' : (`desk:${id}` as AgentId) },
  n: 40,
  unit: 'ratio',
  value,
  lower: 1.4,
  upper: null,
  q: 0.02,
  sentence: `Seen by ${id}.`,
  ask: 'Why?',
});

let line: Line;
let app: App;

beforeAll(async () => {
  line = await emptyLine();
  app = appOf(line);
});
afterAll(() => line.store.close());

describe('data notes', () => {
  it('are none before anything was settled, but say what is looked for', async () => {
    const { body } = await ask(app, '/notes');
    expect(body.asOf).toBeNull();
    expect(body.signals.map(({ id }: { id: string }) => id)).toEqual(SIGNALS.map(({ id }) => id));
    expect(body.signals.flatMap(({ notes }: { notes: unknown[] }) => notes)).toEqual([]);
  });

  describe('of a settled week', () => {
    beforeAll(async () => {
      await line.store.configureSource({ source: 'desk', connector: 'ticket-log', settings: null });
      const agents = PEOPLE.map(([agent, name, team]) => ({ agent, name, team }));
      await deliverRows(line.store, { source: 'desk', origin: 'by hand', receivedAt: 1, about: 'agent' }, agents);
      await workOff(line);
      const notes = [note('early-close', 'ann', 1.5), note('early-close', 'bob', 9), note('early-close', 'zoe', 4)];
      const all = [...notes, note('mix-drift', '', 0.3)];
      await line.store.saveEvaluation({ asOf: Date.UTC(2026, 4, 4), rulesVersion: 'r', notes: all }, [], []);
      await line.store.saveEvaluation({ asOf: Date.UTC(2026, 4, 11), rulesVersion: 'r', notes: [] }, [], []);
    });

    const told = async (query: Record<string, string>): Promise<string[]> => {
      const { body } = await ask(app, '/notes', query);
      return body.signals.flatMap(({ id, notes }: { id: string; notes: { subject: { name: string } }[] }) =>
        notes.map(({ subject }) => `${id}: ${subject.name}`),
      );
    };

    it('come by team and name, never by size, and carry no number to order people by', async () => {
      const asOf = '2026-05-04T12:00:00Z';
      const all = ['early-close: Bob', 'early-close: Ann', 'early-close: Zoë', 'mix-drift: the desk'];
      expect(await told({ asOf })).toEqual(all);
      const { body } = await ask(app, '/notes', { asOf });
      expect(body.signals[2].notes[0]).toEqual({
        subject: { kind: 'agent', id: 'desk:bob', name: 'Bob', team: 'east' },
        n: 40,
        sentence: 'Seen by bob.',
        ask: 'Why?',
      });
    });

    it("are narrowed to a team, the desk's own being every team's", async () => {
      const asOf = '2026-05-04T12:00:00Z';
      expect(await told({ asOf, team: 'east' })).toEqual(['early-close: Bob', 'mix-drift: the desk']);
      expect(await told({ asOf, team: 'nowhere' })).toEqual(['mix-drift: the desk']);
    });

    it('are those of the latest evaluation where no date is asked for', async () => {
      expect(await told({})).toEqual([]);
    });
  });
});
