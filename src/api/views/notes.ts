import type { AgentId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/interval.ts';
import { SIGNALS } from '../../metrics/notes/index.ts';
import type { Note } from '../../metrics/notes/signal.ts';
import { type Desk, type People, peopleOf } from '../desk.ts';
import type { NoteList, NoteView } from '../notes-schema.ts';
import { iso } from './words.ts';

export interface NoteQuery {
  readonly team?: string | undefined;
  readonly asOf?: Instant | undefined;
}

/** Notes of the latest evaluation at or before `asOf`, by signal, then team and name. Those of the desk are every team's. */
export async function notesView(desk: Desk, { team, asOf }: NoteQuery): Promise<NoteList> {
  const settled = await desk.store.evaluations();
  const at = settled.findLast((evaluation) => asOf === undefined || evaluation.asOf <= asOf)?.asOf ?? null;
  const people = await peopleOf(desk);
  const notes = at === null ? [] : await desk.store.qualityNotes(at);
  const signals = SIGNALS.map(({ id, title, mayMean, asks, source, counted }) => {
    const own = notes.filter(({ signal }) => signal === id).map((note) => noteView(note, people));
    const shown = own.filter(({ subject }) => team === undefined || subject.kind === 'desk' || subject.team === team);
    return { id, title, mayMean, asks, source, counted, notes: shown.sort(byTeamAndName) };
  });
  return { asOf: at === null ? null : iso(at), signals };
}

function noteView({ subject: { kind, id }, n, sentence, ask }: Note, people: People): NoteView {
  const subject =
    kind === 'desk'
      ? { kind, id, name: 'the desk', team: null }
      : { kind, id, name: people.nameOf(id as AgentId), team: people.teamOf(id as AgentId) };
  return { subject, n, sentence, ask };
}

function byTeamAndName({ subject: a }: NoteView, { subject: b }: NoteView): number {
  return (a.team ?? '').localeCompare(b.team ?? '') || a.name.localeCompare(b.name) || a.id.localeCompare(b.id);
}
