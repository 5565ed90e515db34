import { useId } from 'react';
import { lastedText } from '../words/dates.ts';
import { countText } from '../words/numbers.ts';
import { type Look, MOST_LOOKS } from '../words/waiting-history.ts';
import './waiting-picture.css';

const BARS_PX = 36;
const MARKS_PX = 16;
/** Fewer do not fill the picture: one ticket that waits for a second is nothing to look at. */
const LEAST_HIGH = 5;
const SLOT = 100 / MOST_LOOKS;

/** Changed tickets waiting at each look, the latest on the right; a mark below where a webhook had come. */
export function WaitingPicture({ of, looks }: { of: string; looks: readonly Look[] }) {
  const id = useId();
  const most = Math.max(LEAST_HIGH, ...looks.map(({ waiting }) => waiting));
  return (
    <figure className="waiting-picture">
      <svg role="img" aria-labelledby={`${id}-title ${id}-desc`} width="100%" height={BARS_PX + MARKS_PX}>
        <title id={`${id}-title`}>{`${of}: changed tickets waiting, since this page was opened`}</title>
        <desc id={`${id}-desc`}>{saidOf(looks)}</desc>
        <line x1="0" x2="100%" y1={BARS_PX + 0.5} y2={BARS_PX + 0.5} className="ground" />
        {looks.map((look, i) => (
          <Bar key={look.at} look={look} slot={MOST_LOOKS - looks.length + i} most={most} />
        ))}
      </svg>
      <figcaption className="small soft">
        <span>{`Changed and waiting, ${looks.length > 1 ? `last ${lastedText(spanOf(looks))}` : 'from now on'}`}</span>
        <span className="webhook-key">
          <svg width="8" height="8" aria-hidden="true">
            <circle cx="4" cy="4" r="3" className="webhook-mark" />
          </svg>
          webhooks
        </span>
      </figcaption>
    </figure>
  );
}

function Bar({ look: { waiting, webhook }, slot, most }: { look: Look; slot: number; most: number }) {
  const height = waiting === 0 ? 0 : Math.max(2, (waiting / most) * BARS_PX);
  return (
    <>
      <rect
        x={`${slot * SLOT}%`}
        width={`${SLOT * 0.7}%`}
        y={BARS_PX - height}
        height={height}
        className="waiting-bar"
      />
      {webhook && <circle cx={`${(slot + 0.35) * SLOT}%`} cy={BARS_PX + MARKS_PX / 2} r="3" className="webhook-mark" />}
    </>
  );
}

const spanOf = (looks: readonly Look[]): number => Date.parse(looks.at(-1)?.at ?? '') - Date.parse(looks[0]?.at ?? '');

function saidOf(looks: readonly Look[]): string {
  const most = Math.max(0, ...looks.map(({ waiting }) => waiting));
  const came = looks.filter(({ webhook }) => webhook).length;
  return `${countText(looks.at(-1)?.waiting ?? 0, 'ticket')} now, ${most} at most; webhooks had come at ${came} of ${countText(looks.length, 'look')}.`;
}
