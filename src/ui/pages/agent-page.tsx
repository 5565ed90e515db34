import { Link } from 'wouter';
import type { AgentView, Figure, MetricView } from '../../api/schemas.ts';
import { IntervalPicture } from '../components/interval-picture.tsx';
import { Loaded } from '../components/loaded.tsx';
import { LookingBack } from '../components/looking-back.tsx';
import { MasteryPanel } from '../components/mastery-panel.tsx';
import { PageHead } from '../components/page-head.tsx';
import { PathPanel } from '../components/path-panel.tsx';
import { PersonDecisions } from '../components/person-decisions.tsx';
import { VerdictBadge } from '../components/verdict-badge.tsx';
import { useAgent, useAgentDecisions, useAgentPath, useFigures, useMastery, useMetrics } from '../queries.ts';
import { useFilters } from '../use-filters.ts';
import { metricAddress } from '../words/addresses.ts';
import { dateText } from '../words/dates.ts';
import { countedText, estimateText } from '../words/numbers.ts';
import { expectationText, heldBackText } from '../words/requirement.ts';
import './agent-page.css';

export function AgentPage({ id }: { id: string }) {
  const [{ asOf }] = useFilters();
  const mastery = useMastery(id, asOf);
  const decisions = useAgentDecisions(id, asOf);
  const path = useAgentPath(id, asOf);
  const figures = useFigures(id, asOf);
  const metrics = useMetrics().data?.metrics ?? [];
  return (
    <Loaded query={useAgent(id)} title="Person">
      {(agent) => (
        <>
          <Head agent={agent} />
          <LookingBack asOf={asOf} />
          <Loaded query={path} rows={2}>
            {(found) => <PathPanel found={found} />}
          </Loaded>
          <Loaded query={decisions} rows={2}>
            {(found) => <PersonDecisions id={id} decisions={found} />}
          </Loaded>
          <Loaded query={mastery} rows={2}>
            {(found) => <MasteryPanel mastery={found} />}
          </Loaded>
          <Loaded query={figures}>{(found) => <Figures figures={found.figures} metrics={metrics} />}</Loaded>
        </>
      )}
    </Loaded>
  );
}

function Head({ agent: { name, team } }: { agent: AgentView }) {
  return (
    <PageHead title={name} trail={[{ label: 'Flags', href: '/' }]}>
      <p className="soft">
        {team === null ? '' : `${team}. `}
        Figures of one person, each with its interval and how much it rests on. They are not added up, and nobody is
        ranked by them.
      </p>
    </PageHead>
  );
}

function Figures({ figures, metrics }: { figures: readonly Figure[]; metrics: readonly MetricView[] }) {
  if (figures.length === 0) {
    return (
      <p className="note">
        No figure yet: no ticket of the weeks before is credited to this person. Check that their accounts are linked to
        them, or wait for the next evaluation.
      </p>
    );
  }
  return (
    <div className="figure-grid">
      {figures.map((figure) => (
        <FigureCard
          key={`${figure.metric} ${figure.weeks}`}
          figure={figure}
          metric={metrics.find((one) => one.id === figure.metric)}
        />
      ))}
    </div>
  );
}

function FigureCard({ figure, metric }: { figure: Figure; metric: MetricView | undefined }) {
  const { title, counted, unit, estimate, enough, weeks, heldBack, expectation } = figure;
  return (
    <article className="panel figure-card">
      <header>
        <h2>
          <Link href={metricAddress(figure.metric)}>{title}</Link>{' '}
          <span className="soft small weeks">{`${weeks} weeks`}</span>
        </h2>
        {!enough && <VerdictBadge verdict="not-enough-data" kind="readiness" />}
      </header>
      {enough ? (
        <>
          <p className="figure-line">
            <strong>{estimateText(estimate, unit)}</strong>, {countedText(estimate.sampleSize, counted)}
          </p>
          <IntervalPicture title={title} unit={unit} counted={counted} estimate={estimate} />
        </>
      ) : (
        <p>{neededText(figure, metric)}</p>
      )}
      {heldBack !== null && <p className="note">{heldBackText(heldBack)}</p>}
      <p className="soft small">
        {`${dateText(figure.from)} to ${dateText(figure.to)}. Credited to: ${figure.attribution}.`}
        {expectation !== null && ` ${expectationText(expectation)}`}
        {metric?.personalGate === false && ' Shown for context: no rule may hold it against a person.'}
      </p>
    </article>
  );
}

function neededText({ estimate, counted }: Figure, metric: MetricView | undefined): string {
  const so = `${countedText(estimate.sampleSize, counted)} so far`;
  return metric === undefined ? `${so}: too few to say anything.` : `${so}; ${metric.minimumSample} are needed.`;
}
