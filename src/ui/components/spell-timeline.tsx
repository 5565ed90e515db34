import { useId } from 'react';
import type { TicketView } from '../../api/ticket-schema.ts';
import { dateText, lastedText, timeText } from '../words/dates.ts';
import { type DrawnSpell, type DrawnTicket, drawnTicket } from '../words/spells.ts';
import './spell-timeline.css';

const LANE_PX = 30;
/** Percent of the picture's width below which not even the first letters fit. */
const LEAST_LABEL = 3;
const SHORT_MS = 3 * 86_400_000;

/** What the ticket was, and who held it, along one line of time. */
export function SpellTimeline({ ticket }: { ticket: TicketView }) {
  const id = useId();
  const drawn = drawnTicket(ticket);
  return (
    <div className="spell-timeline">
      <svg role="img" aria-labelledby={`${id}-title ${id}-desc`} width="100%" height="136">
        <title id={`${id}-title`}>{`Status and holder of ${ticket.id} over time`}</title>
        <desc id={`${id}-desc`}>
          {`${ticket.statuses.length} spells in a status, ${ticket.assignments.length} with a holder, over ${lastedText(drawn.to - drawn.from)}; all of them are in the tables below.`}
        </desc>
        <Marks marks={drawn.marks} />
        <Lane name="Status" spells={drawn.statuses} top={28} />
        <Lane name="Held by" spells={drawn.holders} top={76} />
        <TimeAxis drawn={drawn} top={126} />
      </svg>
      <Legend marks={drawn.marks} />
    </div>
  );
}

const RESOLVED = <path d="M3 8.5 6.5 12 13 4.5" />;
const REOPENED = <path d="M4 3v4h4M4.500 7A5 5 0 1 1 3.500 10" />;

function Legend({ marks }: Pick<DrawnTicket, 'marks'>) {
  const used = (['Resolved', 'Reopened'] as const).filter((label) => marks.some((mark) => mark.label === label));
  return (
    <p className="timeline-legend small soft">
      {used.map((label) => (
        <span key={label}>
          <svg width="16" height="16" aria-hidden="true" className={`mark mark-${label.toLowerCase()}`}>
            {label === 'Resolved' ? RESOLVED : REOPENED}
          </svg>
          {label}
        </span>
      ))}
    </p>
  );
}

function Lane({ name, spells, top }: { name: string; spells: readonly DrawnSpell[]; top: number }) {
  return (
    <g className="lane">
      <text className="lane-name" x="0" y={top - 4}>
        {name}
      </text>
      {spells.map((spell) => (
        // The inner picture cuts off what does not fit its spell.
        <svg
          key={spell.key}
          x={`${spell.left}%`}
          width={`${Math.max(0.4, spell.width)}%`}
          y={top}
          height={LANE_PX}
          role="presentation"
        >
          <g className={`spell spell-${spell.status ?? 'nobody'}`}>
            <title>{`${spell.label}: ${timeText(spell.start)} to ${spell.end === null ? 'now' : timeText(spell.end)}`}</title>
            <rect x="0" width="100%" height={LANE_PX} />
            {spell.width > LEAST_LABEL && (
              <foreignObject x="0" y="0" width="100%" height={LANE_PX}>
                <div className="spell-label">{spell.label}</div>
              </foreignObject>
            )}
          </g>
        </svg>
      ))}
    </g>
  );
}

function Marks({ marks }: { marks: DrawnTicket['marks'] }) {
  return marks.map(({ at, left, label }) => (
    <g key={`${label} ${at}`} className={`mark mark-${label.toLowerCase()}`}>
      <title>{`${label}: ${timeText(at)}`}</title>
      <line x1={`${left}%`} x2={`${left}%`} y1="14" y2="110" />
      <svg x={`${left}%`} y="1" overflow="visible" role="presentation">
        <g transform="translate(-7 -2) scale(0.9)">{label === 'Resolved' ? RESOLVED : REOPENED}</g>
      </svg>
    </g>
  ));
}

function TimeAxis({ drawn: { from, to }, top }: { drawn: DrawnTicket; top: number }) {
  const text = to - from < SHORT_MS ? timeText : dateText;
  return (
    <>
      <line className="axis" x1="0" x2="100%" y1={top - 12} y2={top - 12} />
      {(['start', 'middle', 'end'] as const).map((anchor, i) => (
        <text key={anchor} className="tick" x={`${i * 50}%`} y={top + 6} textAnchor={anchor}>
          {text(from + ((to - from) * i) / 2)}
        </text>
      ))}
    </>
  );
}
