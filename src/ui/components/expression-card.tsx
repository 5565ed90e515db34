import { Fragment } from 'react';
import type { ExpressionEvidenceView, Flag } from '../../api/schemas.ts';
import { countedText, estimateText } from '../words/numbers.ts';
import { heldBackText, sentence } from '../words/requirement.ts';
import './evidence-card.css';
import { VerdictBadge } from './verdict-badge.tsx';

/** Several figures and records asked together: the expression as the desk wrote it, and all that it speaks of. */
export function ExpressionCard({ evidence, kind }: { evidence: ExpressionEvidenceView; kind: Flag['kind'] }) {
  const { expression, verdict, reason, why } = evidence;
  return (
    <article className="panel evidence-card">
      <header>
        <h3>Several things together</h3>
        <VerdictBadge verdict={verdict} kind={kind} />
      </header>
      <p>
        <code>{expression.trim()}</code>
      </p>
      <dl className="facts">
        <ExpressionFacts evidence={evidence} />
        <dt>Verdict because</dt>
        <dd>{sentence(reason)}</dd>
        <dt>Asked because</dt>
        <dd>{sentence(why)}</dd>
      </dl>
    </article>
  );
}

function ExpressionFacts({ evidence: { figures, records } }: { evidence: ExpressionEvidenceView }) {
  return (
    <>
      {figures.map((one) => (
        <FigureFact key={one.metric} figure={one} />
      ))}
      {records.map(({ record, title, count, weeks }) => (
        <Fragment key={record}>
          <dt>{sentence(title).replace(/\.$/, '')}</dt>
          <dd>{`${count} on record in the last ${weeks} weeks.`}</dd>
        </Fragment>
      ))}
    </>
  );
}

function FigureFact({ figure }: { figure: ExpressionEvidenceView['figures'][number] }) {
  const { title, estimate, unit, counted, weeks, heldBack } = figure;
  const found =
    estimate === null
      ? `no ${counted} in the last ${weeks} weeks.`
      : `${estimateText(estimate, unit)}, ${countedText(estimate.sampleSize, counted)} in the last ${weeks} weeks.`;
  return (
    <>
      <dt>{title}</dt>
      <dd>{`${found} ${heldBackText(heldBack)}`.trim()}</dd>
    </>
  );
}
