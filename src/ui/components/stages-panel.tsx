import type { PersonStanding } from '../../api/decisions-schema.ts';
import { dateText } from '../words/dates.ts';
import './stages-panel.css';

/** Where people have put somebody, and what they put on record. */
export function StagesPanel({ standing: { stages, records } }: { standing: PersonStanding }) {
  return (
    <section className="panel stages">
      <h2>Stages and records</h2>
      {stages.length === 0 ? (
        <p className="soft">Nobody has appointed them to a stage of a path yet.</p>
      ) : (
        <dl className="facts">
          {stages.map(({ path, pathTitle, title, since, by }) => (
            <div key={path} className="stage-line">
              <dt>{pathTitle}</dt>
              <dd>
                <strong>{title}</strong>
                <span className="soft">{` since ${dateText(since)}, by ${by}`}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {records.length > 0 && (
        <ul className="stage-records">
          {records.map(({ kind, title, count, lastAt }) => (
            <li key={kind}>{`${count} × ${title}, last ${dateText(lastAt)}`}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
