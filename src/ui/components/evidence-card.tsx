import { Link } from 'wouter';
import type { EvidenceView, Flag } from '../../api/schemas.ts';
import { metricAddress } from '../words/addresses.ts';
import { countedText, estimateText } from '../words/numbers.ts';
import {
  askedText,
  atTargetText,
  confidenceText,
  expectationText,
  heldBackText,
  sentence,
} from '../words/requirement.ts';
import './evidence-card.css';
import { IntervalPicture } from './interval-picture.tsx';
import { TicketSamples } from './ticket-samples.tsx';
import { VerdictBadge } from './verdict-badge.tsx';

/** One requirement: what is asked, what the tickets say, and what would change it. */
export function EvidenceCard({ evidence, kind }: { evidence: EvidenceView; kind: Flag['kind'] }) {
  const { title, counted, unit, estimate, verdict, reason, nearestChange, mainAgent, why } = evidence;
  return (
    <article className="panel evidence-card">
      <header>
        <h3>{title}</h3>
        <VerdictBadge verdict={verdict} kind={kind} />
      </header>
      <p>{askedText(evidence)}</p>
      <div className="evidence-body">
        {estimate === null ? (
          <p className="evidence-none soft">{`No ${counted} yet, so there is no figure to draw.`}</p>
        ) : (
          <div className="evidence-figure">
            <p className="figure-line">
              <strong>{estimateText(estimate, unit)}</strong>, {countedText(estimate.sampleSize, counted)}
            </p>
            <IntervalPicture
              title={`${title} and what is asked`}
              unit={unit}
              counted={counted}
              estimate={estimate}
              asked={{ ...evidence, kind }}
            />
            <p className="soft small">{confidenceText(evidence)}</p>
          </div>
        )}
        <dl className="facts">
          <dt>Verdict because</dt>
          <dd>{evidence.heldBack === reason ? heldBackText(reason) : sentence(reason)}</dd>
          {evidence.atTarget !== null && (
            <>
              <dt>How sure</dt>
              <dd>{atTargetText(evidence)}</dd>
            </>
          )}
          <dt>What would change it</dt>
          <dd>{sentence(nearestChange.sentence)}</dd>
          {mainAgent !== null && (
            <>
              <dt>Rests mostly on</dt>
              <dd>{mainAgent}. Named as what a leave would take away, not as a fault.</dd>
            </>
          )}
          <dt>Asked because</dt>
          <dd>{sentence(why)}</dd>
          <dt>Credited to</dt>
          <dd>{sentence(evidence.attribution)}</dd>
        </dl>
      </div>
      <TicketSamples tickets={evidence.tickets} counted={counted} unit={unit} of={title} />
      <details>
        <summary>How this figure is made</summary>
        <p>{sentence(evidence.definition)}</p>
        <Weight evidence={evidence} />
        {evidence.expectation !== null && <p>{expectationText(evidence.expectation)}</p>}
        <p>
          <Link href={metricAddress(evidence.metric)}>All figures explained</Link>
        </p>
      </details>
    </article>
  );
}

function Weight({ evidence: { counted, estimate } }: { evidence: EvidenceView }) {
  if (estimate === null) return null;
  const { sampleSize, effectiveSampleSize } = estimate;
  if (Math.round(effectiveSampleSize) >= sampleSize) return null;
  return (
    <p>
      {`Work comes in lumps, so ${countedText(sampleSize, counted)} are worth about ${Math.round(effectiveSampleSize)} independent of each other; the interval allows for it.`}
    </p>
  );
}
