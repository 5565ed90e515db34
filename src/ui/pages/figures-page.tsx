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

const FAMILIES: readonly { readonly family: MetricView['family']; readonly title: string }[] = [
  { family: 'quality', title: 'Quality' },
  { family: 'sla', title: 'Service levels and time' },
  { family: 'coverage', title: 'Coverage: kinds of work, and hand-overs' },
  { family: 'team', title: 'Team' },
  { family: 'load', title: 'Load: context, held against nobody' },
];

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
  return FAMILIES.map(({ family, title }) => {
    const ofFamily = metrics.filter((metric) => metric.family === family);
    if (ofFamily.length === 0) return null;
    return (
      <section key={family} className="figures-list">
        <h2>{title}</h2>
        {ofFamily.map((metric) => (
          <Explained key={metric.id} metric={metric} />
        ))}
      </section>
    );
  });
}

function neededText({ minimumSample, counted, weeks }: MetricView): string {
  return minimumSample === 0 ? 'No least number.' : `${countedText(minimumSample, counted)} in ${weeks} weeks`;
}

function Explained({ metric }: { metric: MetricView }) {
  return (
    <section id={metric.id} className="panel">
      <h3>{metric.title}</h3>
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
          <dd>{neededText(metric)}</dd>
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
  );
}
