import { useEffect } from 'react';
import type { MetricView } from '../../api/schemas.ts';
import { Loaded } from '../components/loaded.tsx';
import { PageHead } from '../components/page-head.tsx';
import { useMetrics } from '../queries.ts';
import { countedText } from '../words/numbers.ts';
import { sentence } from '../words/requirement.ts';

const DIRECTIONS: Record<MetricView['direction'], string> = {
  higher: 'higher is better',
  lower: 'lower is better',
  neither: 'neither high nor low is better',
};

export function FiguresPage() {
  const query = useMetrics();
  return (
    <>
      <PageHead title="Figures explained">
        <p className="soft">
          What each figure counts, whom it is credited to, and how much it needs before it says anything.
        </p>
      </PageHead>
      <Loaded query={query}>{({ metrics }) => <Figures metrics={metrics} />}</Loaded>
    </>
  );
}

function Figures({ metrics }: { metrics: readonly MetricView[] }) {
  // The browser looked for the address's anchor before there was one.
  useEffect(() => {
    document.getElementById(decodeURIComponent(window.location.hash.slice(1)))?.scrollIntoView();
  }, []);
  return (
    <div className="figures-list">
      {metrics.map((metric) => (
        <section key={metric.id} id={metric.id} className="panel">
          <h2>{metric.title}</h2>
          <p>{sentence(metric.definition)}</p>
          <dl className="facts facts-wide">
            <div>
              <dt>Credited to</dt>
              <dd>{sentence(metric.attribution)}</dd>
            </div>
            <div>
              <dt>Reading</dt>
              <dd>{sentence(DIRECTIONS[metric.direction])}</dd>
            </div>
            <div>
              <dt>Needs</dt>
              <dd>{`${countedText(metric.minimumSample, metric.counted)} in ${metric.weeks} weeks`}</dd>
            </div>
            <div>
              <dt>Asked of a person</dt>
              <dd>{metric.personalGate ? 'A rule may ask it.' : 'Never: shown for context only.'}</dd>
            </div>
            <div>
              <dt>Can be gamed by</dt>
              <dd>{sentence(metric.gaming)}</dd>
            </div>
          </dl>
          <p className="soft small">{`Source: ${sentence(metric.source)}`}</p>
        </section>
      ))}
    </div>
  );
}
