import { useId } from 'react';
import type { EvidenceView, Figure, Flag } from '../../api/schemas.ts';
import { axisFor, percentAlong } from '../words/axis.ts';
import { figureText, tickText, valueText } from '../words/numbers.ts';
import { targetLabel } from '../words/requirement.ts';
import './interval-picture.css';

interface Props {
  title: string;
  unit: Figure['unit'];
  counted: Figure['counted'];
  estimate: Figure['estimate'];
  asked?: Pick<EvidenceView, 'comparison' | 'target' | 'weight'> & { readonly kind: Flag['kind'] };
}

const HEIGHT = { bare: 44, withTarget: 62 };

/** A figure on its number line: the bar is the interval, the dot the value, the dashed line what is asked. */
export function IntervalPicture(props: Props) {
  const { title, unit, estimate, asked } = props;
  const id = useId();
  const axis = axisFor(estimate, unit, asked?.target ?? null);
  const at = (value: number) => percentAlong(axis, value);
  const top = asked ? HEIGHT.withTarget - HEIGHT.bare : 0;
  const left = at(estimate.lower);
  const right = estimate.upper === null ? 100 : at(estimate.upper);
  return (
    <div className="interval-picture">
      <svg role="img" aria-labelledby={`${id}-title ${id}-desc`} width="100%" height={HEIGHT.bare + top}>
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-desc`}>{described(props)}</desc>
        {asked && <Target asked={asked} unit={unit} left={at(asked.target)} top={top} />}
        <g transform={`translate(0 ${top})`}>
          <line className="axis" x1="0" x2="100%" y1="26" y2="26" />
          {axis.ticks.map((tick) => (
            <g key={tick}>
              <line className="axis" x1={`${at(tick)}%`} x2={`${at(tick)}%`} y1="26" y2="30" />
              <text className="tick" x={`${at(tick)}%`} y="42" textAnchor="middle">
                {tickText(tick, unit)}
              </text>
            </g>
          ))}
          <rect className="bar" x={`${left}%`} width={`${Math.max(0.5, right - left)}%`} y="8" height="12" rx="3" />
          {estimate.upper === null && <Open left={right} />}
          <circle className="point" cx={`${at(estimate.value)}%`} cy="14" r="5.5" />
        </g>
      </svg>
    </div>
  );
}

interface TargetProps {
  asked: NonNullable<Props['asked']>;
  unit: Props['unit'];
  left: number;
  top: number;
}

/** The line asked for, and the side on which the interval has to lie. */
function Target({ asked, unit, left, top }: TargetProps) {
  const above = asked.comparison === 'at-least';
  return (
    <>
      <rect
        className={`asked-side asked-${asked.kind}`}
        x={above ? `${left}%` : '0'}
        width={`${above ? 100 - left : left}%`}
        y={top}
        height="26"
      />
      <line className="target" x1={`${left}%`} x2={`${left}%`} y1={top - 4} y2={top + 26} />
      <text className="target-label" x={`${left}%`} y={top - 7} textAnchor={anchorAt(left)}>
        {targetLabel({ ...asked, unit })}
      </text>
    </>
  );
}

/** The interval has no upper end. */
function Open({ left }: { left: number }) {
  return (
    <svg x={`${left}%`} y="14" overflow="visible" role="presentation">
      <path className="open-end" d="M0 -6 8 0 0 6Z" />
    </svg>
  );
}

/** Keeps a label inside the picture. */
function anchorAt(left: number): 'start' | 'middle' | 'end' {
  if (left < 15) return 'start';
  return left > 85 ? 'end' : 'middle';
}

function described({ unit, counted, estimate, asked }: Props): string {
  const level = valueText(estimate.level, 'share');
  const figure = `${figureText(estimate, unit, counted)}; interval of ${level} confidence.`;
  if (!asked) return figure;
  return `${figure} Asked: ${targetLabel({ ...asked, unit })}.`;
}
