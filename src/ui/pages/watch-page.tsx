import type { WatchKind, WatchList } from '../../api/watch-schema.ts';
import { Loaded } from '../components/loaded.tsx';
import { LookingBack } from '../components/looking-back.tsx';
import { PageHead } from '../components/page-head.tsx';
import { PageLink } from '../components/page-link.tsx';
import { SubjectName } from '../components/subject.tsx';
import { useWatch } from '../queries.ts';
import { useFilters } from '../use-filters.ts';
import { flagAddress } from '../words/addresses.ts';
import { countText } from '../words/numbers.ts';

export function WatchPage() {
  const [{ asOf }] = useFilters();
  return (
    <>
      <PageHead title="Worth a look">
        <p className="soft">
          What nobody has settled: who waits, what was promised, where nobody is ready. In order of team and name, and
          never by a figure. What follows, people decide.
        </p>
      </PageHead>
      <LookingBack asOf={asOf} />
      <Loaded query={useWatch(asOf)}>{(list) => <Watch list={list} />}</Loaded>
    </>
  );
}

function Watch({ list: { kinds, steps } }: { list: WatchList }) {
  const found = kinds.filter(({ items }) => items.length > 0);
  const quiet = kinds.filter(({ items }) => items.length === 0);
  const count = found.reduce((sum, { items }) => sum + items.length, 0);
  return (
    <>
      <p className="soft small list-line">{countText(count, 'line')}</p>
      <div className="figures-list">
        {found.map((kind) => (
          <Kind key={kind.id} kind={kind} />
        ))}
        {quiet.length > 0 && (
          <section className="panel" aria-label="Nothing there">
            <h2>Looked for, and nothing there</h2>
            <ul>
              {quiet.map(({ id, title }) => (
                <li key={id}>{title}</li>
              ))}
            </ul>
          </section>
        )}
        {steps.length > 0 && <Steps steps={steps} />}
      </div>
    </>
  );
}

function Kind({ kind: { id, title, why, first, what, source, items } }: { kind: WatchKind }) {
  return (
    <section id={id} className="panel" aria-label={title}>
      <h2>{title}</h2>
      <p>{why}</p>
      <dl className="facts note-facts">
        <div>
          <dt>What to do</dt>
          <dd>{what}</dd>
        </div>
        <div>
          <dt>Told first</dt>
          <dd>{first}</dd>
        </div>
      </dl>
      <ul className="note-list">
        {items.map(({ subject, sentence, flag }) => (
          <li key={`${subject.kind} ${subject.id} ${sentence}`}>
            <p className="note-subject">
              <SubjectName subject={subject} />
              {subject.team !== null && <span className="soft">{`, ${subject.team}`}</span>}
            </p>
            <p>
              {sentence} {flag !== null && <PageLink href={flagAddress(flag)}>Open the flag</PageLink>}
            </p>
          </li>
        ))}
      </ul>
      <p className="soft small">{`Source: ${source}`}</p>
    </section>
  );
}

function Steps({ steps }: Pick<WatchList, 'steps'>) {
  return (
    <section className="panel" aria-label="A step before them">
      <h2>A step before them</h2>
      <p>
        At a stage within its planned time, nominated, or in support. A desk on which few have one shows people that
        progress is elsewhere.
      </p>
      <ul>
        {steps.map(({ team, people, withStep }) => (
          <li key={team}>{`${team}: ${withStep} of ${people}`}</li>
        ))}
      </ul>
    </section>
  );
}
