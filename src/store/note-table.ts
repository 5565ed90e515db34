import type { Kysely } from 'kysely';
import type { Instant } from '../domain/interval.ts';
import type { Note } from '../metrics/notes/signal.ts';
import { chunks } from './chunks.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

/** In place of those of the same instant. */
export async function saveNotes(tx: Db, asOf: Instant, notes: readonly Note[]): Promise<void> {
  await tx.deleteFrom('quality_note').where('as_of', '=', asOf).execute();
  for (const chunk of chunks(notes.map((note) => noteRow(asOf, note)))) {
    await tx.insertInto('quality_note').values(chunk).execute();
  }
}

function noteRow(asOf: Instant, note: Note): Tables['quality_note'] {
  const { signal, subject } = note;
  const key = { as_of: asOf, signal, subject_kind: subject.kind, subject_id: subject.id };
  return { ...key, body: JSON.stringify(note) };
}

/** By signal, then subject. */
export async function qualityNotes(db: Db, asOf: Instant): Promise<Note[]> {
  const rows = await db
    .selectFrom('quality_note')
    .select('body')
    .where('as_of', '=', asOf)
    .orderBy('signal')
    .orderBy('subject_kind')
    .orderBy('subject_id')
    .execute();
  return rows.map(({ body }) => JSON.parse(body) as Note);
}
