import type { AgentMastery, TypeMastery } from '../../api/mastery-schema.ts';
import { dateText } from '../words/dates.ts';
import { aloneText, masteryText, missingText } from '../words/mastery.ts';
import { figureText } from '../words/numbers.ts';
import { Icon } from './icon.tsx';
import { IntervalPicture } from './interval-picture.tsx';
import './mastery.css';

/** What one person masters, what is missing, and, apart from that, what they were not offered. */
export function MasteryPanel({ mastery: { types, heldBack } }: { mastery: AgentMastery }) {
  if (types.length === 0) return null;
  const offered = types.filter(({ state }) => state !== 'not-offered');
  const rest = types.filter(({ state }) => state === 'not-offered');
  return (
    <section className="panel mastery-panel">
      <h2>Mastery of each kind of work</h2>
      <p className="soft">
        Whether they do such work as well as the desk aims at over all work, by their own tickets; the bar is their
        success rate with its interval.
      </p>
      {heldBack !== null && <p className="held-back">{`Held for and against nobody: ${heldBack}`}</p>}
      <ul className="mastery-list">
        {offered.map((type) => (
          <Offered key={type.workType} type={type} />
        ))}
      </ul>
      {rest.length > 0 && (
        <>
          <h3>Not offered</h3>
          <p className="soft">
            {`Fewer than 5 such tickets came to them, so they could not show it: ${rest.map(({ workType }) => workType).join(', ')}.`}
          </p>
        </>
      )}
    </section>
  );
}

function Offered({ type }: { type: TypeMastery }) {
  const { workType, state, estimate, lastAt } = type;
  return (
    <li>
      <div className="mastery-head">
        <h3>{workType}</h3>
        <span className={`mastery-state mastery-${state}`}>
          {state === 'mastered' && <Icon name="check" />}
          {masteryText(type)}
        </span>
      </div>
      {estimate !== null && (
        <>
          <IntervalPicture title={workType} unit="share" counted="resolutions" estimate={estimate} />
          <p className="small">{figureText(estimate, 'share', 'resolutions')}</p>
        </>
      )}
      <p className="soft small">
        {[missingText(type), `${aloneText(type)}.`, lastAt === null ? '' : `Last ${dateText(lastAt)}.`]
          .filter((text) => text !== '')
          .join(' ')}
      </p>
    </li>
  );
}
