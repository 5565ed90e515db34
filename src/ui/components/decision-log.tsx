import type { DecisionView } from '../../api/decisions-schema.ts';
import { timeText } from '../words/dates.ts';
import './decision-log.css';

/** What people decided and said, oldest first; what was taken back stays to be seen. */
export function DecisionLog({ log, none }: { log: readonly DecisionView[]; none: string }) {
  if (log.length === 0) return <p className="soft">{none}</p>;
  return (
    <ol className="decision-log">
      {log.map((line) => (
        <li key={line.id} className={line.takenBackBy === null ? undefined : 'taken-back'}>
          <p>
            <strong>{line.by}</strong>: {line.takenBackBy === null ? line.sentence : <s>{line.sentence}</s>}
            {line.takenBackBy !== null && ' (taken back)'}
          </p>
          <p className="decision-reason">{line.reason}</p>
          <p className="soft small">
            <time dateTime={line.at}>{timeText(line.at)}</time>
          </p>
        </li>
      ))}
    </ol>
  );
}
