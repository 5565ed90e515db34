import { useId } from 'react';
import type { FlagDetail } from '../../api/schemas.ts';
import { dateText } from '../words/dates.ts';
import { toneOf, VERDICT_WORDS, weekCounts } from '../words/verdicts.ts';
import './history-strip.css';

type Week = FlagDetail['history'][number];

const CELL_PX = 26;
const VERDICTS = ['met', 'not-met', 'not-enough-data'] as const;

/** A cell a week, oldest first: full for met, crossed for not met, hollow for not enough data; a line below while the flag is up. */
export function HistoryStrip({ history, kind }: { history: FlagDetail['history']; kind: FlagDetail['kind'] }) {
  const id = useId();
  const first = history[0];
  const last = history.at(-1);
  if (first === undefined || last === undefined) return <p className="soft">No week has been settled yet.</p>;
  const counts = weekCounts(history);
  return (
    <>
      <div className="history-strip" style={{ maxWidth: Math.max(200, history.length * CELL_PX) }}>
        <svg role="img" aria-labelledby={`${id}-title ${id}-desc`} width="100%" height="52">
          <title id={`${id}-title`}>{`Weekly verdicts, ${dateText(first.asOf)} to ${dateText(last.asOf)}`}</title>
          <desc
            id={`${id}-desc`}
          >{`${VERDICTS.map((verdict) => `${VERDICT_WORDS[verdict]}: ${counts[verdict]}`).join(', ')}; flag up in ${counts.up} of ${history.length} weeks.`}</desc>
          {history.map((week, i) => (
            <svg
              key={week.asOf}
              x={`${(i * 100) / history.length}%`}
              width={`${100 / history.length}%`}
              height="34"
              role="presentation"
            >
              <Cell week={week} kind={kind} />
            </svg>
          ))}
          <text className="tick" x="0" y="49">
            {dateText(first.asOf)}
          </text>
          {history.length > 8 && (
            <text className="tick" x="100%" y="49" textAnchor="end">
              {dateText(last.asOf)}
            </text>
          )}
        </svg>
      </div>
      <Legend counts={counts} kind={kind} />
    </>
  );
}

function Legend({ counts, kind }: { counts: ReturnType<typeof weekCounts>; kind: FlagDetail['kind'] }) {
  return (
    <ul className="history-legend small soft">
      {VERDICTS.map((verdict) => (
        <li key={verdict}>
          <svg width="16" height="24" aria-hidden="true">
            <Sign verdict={verdict} kind={kind} />
          </svg>
          {`${VERDICT_WORDS[verdict]}: ${counts[verdict]}`}
        </li>
      ))}
      <li>
        <svg width="16" height="24" aria-hidden="true" className="week">
          <line className="up" x1="0" x2="16" y1="13" y2="13" />
        </svg>
        {`Flag up: ${counts.up}`}
      </li>
    </ul>
  );
}

function Cell({ week, kind }: { week: Week; kind: FlagDetail['kind'] }) {
  return (
    <g className="week">
      <title>{`${dateText(week.asOf)}: ${VERDICT_WORDS[week.verdict]}${week.up ? ', flag up' : ''}`}</title>
      <Sign verdict={week.verdict} kind={kind} />
      {week.up && <line className="up" x1="0" x2="100%" y1="29" y2="29" />}
    </g>
  );
}

function Sign({ verdict, kind }: Pick<Week, 'verdict'> & Pick<FlagDetail, 'kind'>) {
  return (
    <g className={`week-sign tone-${toneOf(verdict, kind)} week-${verdict}`}>
      <rect x="6%" width="88%" y="1" height="22" rx="3" />
      {verdict === 'not-met' && (
        <>
          <line x1="30%" x2="70%" y1="7" y2="17" />
          <line x1="70%" x2="30%" y1="7" y2="17" />
        </>
      )}
    </g>
  );
}
