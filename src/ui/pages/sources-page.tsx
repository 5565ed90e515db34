import { useState } from 'react';
import type { SourcesView } from '../../api/sources-schema.ts';
import { Loaded } from '../components/loaded.tsx';
import { NoSource } from '../components/nothing-here.tsx';
import { PageHead } from '../components/page-head.tsx';
import { SourceCard } from '../components/source-card.tsx';
import { useSources } from '../queries.ts';
import { timeText } from '../words/dates.ts';
import { type WaitingHistory, withLook } from '../words/waiting-history.ts';
import './sources-page.css';

export function SourcesPage() {
  const query = useSources();
  return (
    <>
      <PageHead title="Sources">
        <p className="soft">Where tickets come from, and how reading them goes. It looks again every two seconds.</p>
      </PageHead>
      <Loaded query={query}>
        {(view) => (
          <>
            {query.isError && <Unanswered since={view.at} />}
            {view.sources.length === 0 ? <NoSource /> : <Sources view={view} />}
          </>
        )}
      </Loaded>
    </>
  );
}

function Unanswered({ since }: { since: string }) {
  return (
    <p role="alert" className="note note-risk sources-unanswered">
      {`The service does not answer. This is as of ${timeText(since)}; it is asked again until it does.`}
    </p>
  );
}

function Sources({ view }: { view: SourcesView }) {
  const history = useHistory(view);
  return (
    <>
      <Deliveries {...view.deliveries} />
      <div className="sources-list">
        {view.sources.map((source) => (
          <SourceCard key={source.id} source={source} at={view.at} looks={history.get(source.id) ?? []} />
        ))}
      </div>
    </>
  );
}

/** What was seen since the page was opened. */
function useHistory(view: SourcesView): WaitingHistory {
  const [seen, setSeen] = useState(() => ({ view, history: withLook(new Map(), view, null) }));
  if (seen.view === view) return seen.history;
  const history = withLook(seen.history, view, seen.view);
  setSeen({ view, history });
  return history;
}

function Deliveries({ pending, done, setAside }: SourcesView['deliveries']) {
  return (
    <dl className="panel facts facts-wide deliveries">
      <div>
        <dt>Deliveries understood</dt>
        <dd>{done.toLocaleString('en-GB')}</dd>
      </div>
      <div>
        <dt>Waiting to be understood</dt>
        <dd>{pending.toLocaleString('en-GB')}</dd>
      </div>
      <div>
        <dt>Set aside</dt>
        <dd>
          {setAside.toLocaleString('en-GB')}
          {setAside > 0 && (
            <span className="soft small">
              {' '}
              <code>stepladder inbox list</code> says why
            </span>
          )}
        </dd>
      </div>
    </dl>
  );
}
