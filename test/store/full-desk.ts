import type { AccountId } from '../../src/domain/ids.ts';
import { ticketId } from '../../src/domain/ids.ts';
import type { SlaDue, SlaNotice } from '../../src/domain/sla/due.ts';
import { rowCounts } from '../../src/store/kept-tables.ts';
import { openTables } from '../../src/store/open-store.ts';
import type { Folded, Store } from '../../src/store/store.ts';
import {
  agentId,
  agentSubject,
  decision,
  delivery,
  expectation,
  figure,
  fold,
  judgement,
  mastery,
  note,
  offDay,
  read,
} from './facts.ts';

const ALL = 10_000;

/** A desk that holds something in every table, and words that engines could spoil. */
export async function fillDesk(store: Store, rows = 700): Promise<void> {
  await store.configureSource({ source: 'desk', connector: 'event-log', settings: 'äöü "quoted"\nline' });
  await store.addDeliveries(
    Array.from({ length: rows }, (_, i) => {
      const told = {
        ticket: `T${i % 50} é\u{1f600}`,
        knownAt: 1 + i,
        agent: { id: `a ${i % 9}` },
        unknownWord: 'wörd',
        ...(i === 0 && { set: { requester: 'wörd', workType: 'mail', status: 'resolved' as const } }),
      };
      return delivery(`${i}`, told, { columns: i % 2 === 0 ? null : ['a', 'b'], receivedAt: 1_700_000_000_000 + i });
    }),
  );
  await store.addDeliveries([delivery('aside', { aside: 'no time' })]);
  await store.settlePending(ALL, read);
  const due = { clock: 'resolution', cycle: 1, percent: 50, dueAt: 40 } as const;
  const dues: SlaDue[] = ['D1', 'D2'].map((id) => ({ ...due, ticketId: ticketId('desk', id) }));
  let folded = 0;
  await store.foldStale(ALL, (events) => ({ ...fold(events), due: dues.slice(folded, ++folded) }));
  await store.raiseDue(50, 1, ([one]) => ({
    notices: one === undefined ? [] : [{ ...notice, ticketId: one.ticketId }],
    next: [],
  }));
  await store.saveSlaComparison({ asOf: 90, counts: [] });
  await store.confirmAliases([
    { account: 'desk:x' as AccountId, agent: agentId('a 1'), confirmedBy: 'ann', confirmedAt: 5 },
  ]);
  await store.foldStale(ALL, foldedBefore);
  await store.saveRules('r1', { 'desk.yaml': 'x' });
  const subjects = ['ann', 'bob'].map(agentSubject);
  await store.saveEvaluation(
    {
      asOf: 80,
      rulesVersion: 'r1',
      learned: expectation(80, 'wörd'),
      notes: [note('early-close', 'ann'), note('recoding', 'wörd')],
      offDays: [offDay(0, 'wörd'), offDay(0, null)],
    },
    subjects.map((subject) => figure('m', subject)),
    subjects.map((subject) => judgement('r', subject)),
    subjects.map(({ id }) => mastery(id, 'wörk')),
  );
  await store.wantReads('desk', ['D1', 'D2'], { at: 40, lane: 'backfill' });
  await store.keepReads('desk', [
    { ticket: 'D1', version: 7, updatedAt: 30, begunAt: 50, deliveries: [], againAt: null },
    { ticket: 'D3', version: null, updatedAt: null, begunAt: 50, deliveries: [], againAt: null },
  ]);
  await store.note('desk', 'stream.tickets', 'wörd', 50);
  await store.addDecision(decision('d1', 'wörd'), null);
  await store.addDecision(decision('d2', 'wörd'), 'd1');
  await store.beginEvaluation(90);
  await store.addDeliveries([delivery('late', { ticket: 'T1', knownAt: 95 })]);
  await store.settlePending(ALL, read);
}

/** With what each row was the one to read after. */
function foldedBefore(events: Parameters<typeof fold>[0]): Folded {
  const { contributions, due } = fold(events);
  const before = contributions.map((one) => ({ ...one, knownFrom: one.knownFrom - 1, knownUntil: one.knownFrom }));
  return { contributions: [...before, ...contributions], due };
}

const notice: Omit<SlaNotice, 'ticketId'> = {
  clock: 'resolution',
  cycle: 1,
  percent: 50,
  at: 40,
  holder: null,
  team: 'first',
  knownAt: 50,
};

export async function rowsOf(location: string): Promise<Readonly<Record<string, number>>> {
  const db = await openTables(location);
  try {
    return await rowCounts(db);
  } finally {
    await db.destroy();
  }
}
