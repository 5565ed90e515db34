import { useId } from 'react';
import type { FallView } from '../../api/fall-schema.ts';
import { valueText } from '../words/numbers.ts';
import './fall-panel.css';

const TITLES: Readonly<Record<FallView['parts'][number]['cause'], string>> = {
  mix: 'Mix of work',
  'off-day': 'Days when all were off',
  absence: 'After an absence',
  'new-work': 'Work new to them',
  load: 'Weeks too full',
  rest: 'None of these',
};

/** What the last eight weeks go with: a bar for each circumstance, left of the line for worse, with how far chance goes. */
export function FallPanel({ fall }: { fall: FallView | null }) {
  if (fall === null) return null;
  const widest = Math.max(0.05, ...fall.parts.map(({ change, give }) => Math.abs(change) + give));
  return (
    <section className="panel fall-panel">
      <h2>What it goes with</h2>
      <p>
        {`${valueText(fall.recent, 'share')} of ${fall.resolutions} resolutions of the last eight weeks were good; `}
        {`${valueText(fall.before, 'share')} is their own level on their work before (${fall.resolutionsBefore}).`}
      </p>
      <ul>
        {fall.parts.map((part) => (
          <Part key={part.cause} part={part} widest={widest} />
        ))}
      </ul>
      <p>{fall.sentence}</p>
      <p className="small soft">Circumstances, not causes: what brought it about only people can say.</p>
    </section>
  );
}

function Part({ part, widest }: { part: FallView['parts'][number]; widest: number }) {
  const id = useId();
  const { cause, change, give, sentence } = part;
  const at = (share: number) => 50 + (50 * share) / widest;
  return (
    <li>
      <span className="small">{TITLES[cause]}</span>
      <svg role="img" aria-labelledby={`${id}-title ${id}-desc`} width="100%" height="16">
        <title id={`${id}-title`}>{TITLES[cause]}</title>
        <desc id={`${id}-desc`}>{sentence}</desc>
        <rect
          className={change < 0 ? 'worse' : 'better'}
          x={`${Math.min(50, at(change))}%`}
          width={`${Math.abs(at(change) - 50)}%`}
          y="3"
          height="10"
        />
        <line className="middle" x1="50%" x2="50%" y1="0" y2="16" />
        {give > 0 && <line className="give" x1={`${at(change - give)}%`} x2={`${at(change + give)}%`} y1="8" y2="8" />}
      </svg>
      <span className="small soft">{sentence}</span>
    </li>
  );
}
