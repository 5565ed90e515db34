import type { NotedSignal, NoteList } from '../../api/notes-schema.ts';
import { Loaded } from '../components/loaded.tsx';
import { LookingBack } from '../components/looking-back.tsx';
import { NoEvaluation, NotYet } from '../components/nothing-here.tsx';
import { PageHead } from '../components/page-head.tsx';
import { Person } from '../components/person.tsx';
import { useNotes } from '../queries.ts';
import { useFilters } from '../use-filters.ts';
import { dateText } from '../words/dates.ts';
import { countText } from '../words/numbers.ts';

export function NotesPage() {
  const [filters, change] = useFilters();
  const query = useNotes(filters.asOf);
  return (
    <>
      <PageHead title="Data notes">
        <p className="soft">
          For leads: signs that figures may not mean what they seem to mean. Each starts a conversation or a repair of
          data. None is a score, and no rule can read them.
        </p>
      </PageHead>
      <Loaded query={query}>
        {(list) => <Notes list={list} looksBack={filters.asOf !== ''} latest={() => change({ asOf: '' })} />}
      </Loaded>
    </>
  );
}

function Notes({ list, looksBack, latest }: { list: NoteList; looksBack: boolean; latest: () => void }) {
  if (list.asOf === null) return looksBack ? <NotYet latest={latest} /> : <NoEvaluation />;
  const noted = list.signals.filter(({ notes }) => notes.length > 0);
  const quiet = list.signals.filter(({ notes }) => notes.length === 0);
  const count = noted.reduce((sum, { notes }) => sum + notes.length, 0);
  return (
    <>
      <LookingBack asOf={list.asOf} />
      <p className="soft small list-line">{`${countText(count, 'note')}, settled ${dateText(list.asOf)}`}</p>
      <div className="figures-list">
        {noted.map((signal) => (
          <Noted key={signal.id} signal={signal} />
        ))}
        {quiet.length > 0 && <Quiet signals={quiet} />}
      </div>
    </>
  );
}

/** Of one signal: whom to ask, what it may mean, what to ask. People stand by team and name, not by size. */
function Noted({ signal }: { signal: NotedSignal }) {
  return (
    <section id={signal.id} className="panel">
      <h2>{signal.title}</h2>
      <dl className="facts note-facts">
        <div>
          <dt>What it may mean</dt>
          <dd>{signal.mayMean}</dd>
        </div>
        <div>
          <dt>What to ask</dt>
          <dd>{signal.asks}</dd>
        </div>
      </dl>
      <ul className="note-list">
        {signal.notes.map(({ subject, sentence }) => (
          <li key={subject.id}>
            <p className="note-subject">
              {subject.kind === 'agent' ? <Person id={subject.id} name={subject.name} /> : 'The desk'}
              {subject.team !== null && <span className="soft">{`, ${subject.team}`}</span>}
            </p>
            <p>{sentence}</p>
          </li>
        ))}
      </ul>
      <p className="soft small">{`Source: ${signal.source}`}</p>
    </section>
  );
}

function Quiet({ signals }: { signals: readonly NotedSignal[] }) {
  return (
    <section className="panel">
      <h2>Looked for, and nothing to ask about</h2>
      <ul>
        {signals.map(({ id, title }) => (
          <li key={id}>{title}</li>
        ))}
      </ul>
      <p className="soft small">
        Nothing is said of fewer than 20 tickets, or where chance alone would often do as much.
      </p>
    </section>
  );
}
