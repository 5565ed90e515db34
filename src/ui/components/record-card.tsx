import type { Flag, RecordEvidenceView } from '../../api/schemas.ts';
import { sentence } from '../words/requirement.ts';
import './evidence-card.css';
import { VerdictBadge } from './verdict-badge.tsx';

/** A requirement that no ticket can show: what people have put on record. */
export function RecordCard({ evidence, kind }: { evidence: RecordEvidenceView; kind: Flag['kind'] }) {
  const { title, atLeast, weeks, verdict, reason, why } = evidence;
  const window = weeks === 1 ? 'Over the last week' : `Over the last ${weeks} weeks`;
  return (
    <article className="panel evidence-card">
      <header>
        <h3>{sentence(title).replace(/\.$/, '')}</h3>
        <VerdictBadge verdict={verdict} kind={kind} />
      </header>
      <p>{`${window}: ${atLeast} or more on record. People put this down; tickets do not show it.`}</p>
      <dl className="facts">
        <dt>Verdict because</dt>
        <dd>{sentence(reason)}</dd>
        <dt>Asked because</dt>
        <dd>{sentence(why)}</dd>
      </dl>
    </article>
  );
}
