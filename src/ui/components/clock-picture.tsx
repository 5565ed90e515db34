import { useId } from 'react';
import type { ClockView } from '../../api/ticket-clocks-schema.ts';
import { mostUsedText, usedText } from '../words/clocks.ts';
import { type Block, type DrawnClock, drawnClock } from '../words/drawn-clock.ts';
import { timeTicks } from '../words/time-axis.ts';
import './clock-picture.css';

const LANES_TOP = 58;
const LANE_PX = 42;
const BLOCK_PX = 16;
const NAME_PX = 17;
const AXIS_PX = 24;

interface Props {
  clock: ClockView;
  name: string;
  timeZone: string;
}

/** Where a clock's time went: a lane for each holder, solid while it ran, hatched while it stood, shaded while open. */
export function ClockPicture({ clock, name, timeZone }: Props) {
  const id = useId();
  const drawn = drawnClock(clock, timeZone);
  const bottom = LANES_TOP + drawn.lanes.length * LANE_PX;
  return (
    <div className="clock-picture">
      <svg role="img" aria-labelledby={`${id}-title ${id}-desc`} width="100%" height={bottom + AXIS_PX}>
        <title id={`${id}-title`}>{`${name}: where the time went`}</title>
        <desc id={`${id}-desc`}>{described(clock, drawn)}</desc>
        <defs>
          <pattern id={`${id}-hatch`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect className="hatch-ground" width="6" height="6" />
            <line className="hatch-line" x1="0" x2="0" y1="0" y2="6" />
          </pattern>
        </defs>
        {drawn.open?.map(({ left, width }) => (
          <rect
            key={left}
            className="open-hours"
            x={`${left}%`}
            width={`${width}%`}
            y={LANES_TOP - 4}
            height={bottom - LANES_TOP + 4}
          />
        ))}
        <Warnings warnings={drawn.warnings} bottom={bottom} />
        {drawn.lanes.map((lane, i) => (
          <Lane key={lane.key} lane={lane} top={LANES_TOP + i * LANE_PX} hatch={`url(#${id}-hatch)`} />
        ))}
        <Limit limit={drawn.limit} bottom={bottom} />
        <End end={drawn.end} bottom={bottom} />
        <TimeAxis drawn={drawn} top={bottom} timeZone={timeZone} />
      </svg>
      <Legend drawn={drawn} />
    </div>
  );
}

function described(clock: ClockView, { limit, end, warnings }: DrawnClock): string {
  const marks = [limit?.says, end.says, ...warnings.map(({ says }) => says)].filter((text) => text !== undefined);
  return `${usedText(clock)}. ${mostUsedText(clock)} ${marks.join('. ')}. All of it is in the tables below.`;
}

function Lane({ lane, top, hatch }: { lane: DrawnClock['lanes'][number]; top: number; hatch: string }) {
  return (
    <g>
      <text className="lane-holder" x="0" y={top + 11}>
        {lane.name} <tspan className="lane-used">{lane.used}</tspan>
      </text>
      <line
        className="lane-base"
        x1="0"
        x2="100%"
        y1={top + NAME_PX + BLOCK_PX / 2}
        y2={top + NAME_PX + BLOCK_PX / 2}
      />
      {lane.spells.map(({ key, says, blocks }) => (
        <g key={key}>
          <title>{says}</title>
          {blocks.map((block) => (
            <BlockRect key={`${block.kind} ${block.left}`} block={block} top={top + NAME_PX} hatch={hatch} />
          ))}
        </g>
      ))}
    </g>
  );
}

function BlockRect({ block: { kind, left, width }, top, hatch }: { block: Block; top: number; hatch: string }) {
  const x = `${left}%`;
  const shown = `${Math.max(0.3, width)}%`;
  if (kind === 'held') return <rect className="block-held" x={x} width={shown} y={top + BLOCK_PX / 2 - 1} height="2" />;
  const fill = kind === 'paused' ? { fill: hatch } : {};
  return <rect className={`block-${kind}`} x={x} width={shown} y={top} height={BLOCK_PX} {...fill} />;
}

function Warnings({ warnings, bottom }: { warnings: DrawnClock['warnings']; bottom: number }) {
  return warnings.map(({ left, label, says }) => (
    <g key={says} className="warning-mark">
      <title>{says}</title>
      <line x1={`${left}%`} x2={`${left}%`} y1="44" y2={bottom} />
      <svg x={`${left}%`} y="41" overflow="visible" role="presentation">
        <path d="M0 9 -5 0H5Z" />
      </svg>
      <text x={`${left}%`} y="38" textAnchor={label.includes('–') ? 'start' : anchorAt(left, 3)}>
        {label}
      </text>
    </g>
  ));
}

function Limit({ limit, bottom }: { limit: DrawnClock['limit']; bottom: number }) {
  if (limit === null) return null;
  const { left, label, breached, beyond } = limit;
  return (
    <g className={breached ? 'limit-breached' : 'limit-due'}>
      {!beyond && <line x1={`${left}%`} x2={`${left}%`} y1="14" y2={bottom} />}
      <text x={`${left}%`} y="11" textAnchor={anchorAt(left, 25)}>
        {beyond ? `${label} →` : label}
      </text>
    </g>
  );
}

function End({ end: { left, label }, bottom }: { end: DrawnClock['end']; bottom: number }) {
  return (
    <g className="clock-end">
      <line x1={`${left}%`} x2={`${left}%`} y1="27" y2={bottom} />
      <text x={`${left}%`} y="24" textAnchor={anchorAt(left, 25)}>
        {label}
      </text>
    </g>
  );
}

/** Keeps a label inside the picture: `margin` is half its width on a phone, in percent. */
function anchorAt(left: number, margin: number): 'start' | 'middle' | 'end' {
  if (left < margin) return 'start';
  return left > 100 - margin ? 'end' : 'middle';
}

function TimeAxis({ drawn, top, timeZone }: { drawn: DrawnClock; top: number; timeZone: string }) {
  return (
    <>
      <line className="axis" x1="0" x2="100%" y1={top} y2={top} />
      {timeTicks(drawn, timeZone).map(({ at, left, label }) => (
        <g key={at}>
          <line className="axis" x1={`${left}%`} x2={`${left}%`} y1={top} y2={top + 5} />
          <text className="tick" x={`${left}%`} y={top + 17} textAnchor="middle">
            {label}
          </text>
        </g>
      ))}
    </>
  );
}

const LEGEND = [
  ['running', 'the clock runs'],
  ['over', 'beyond the target'],
  ['paused', 'paused'],
  ['held', 'held while closed: not counted'],
] as const;

function Legend({ drawn: { lanes, open } }: { drawn: DrawnClock }) {
  const id = useId();
  const blocks = lanes.flatMap(({ spells }) => spells.flatMap((spell) => spell.blocks));
  const closed = open !== null;
  const shown = LEGEND.filter(([kind]) => (kind === 'held' ? closed : blocks.some((block) => block.kind === kind)));
  return (
    <p className="clock-legend small soft">
      {shown.map(([kind, says]) => (
        <span key={kind}>
          <svg width="22" height="12" aria-hidden="true">
            <pattern
              id={`${id}-hatch`}
              width="6"
              height="6"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <rect className="hatch-ground" width="6" height="6" />
              <line className="hatch-line" x1="0" x2="0" y1="0" y2="6" />
            </pattern>
            {kind === 'held' ? (
              <rect className="block-held" width="22" y="5" height="2" />
            ) : (
              <rect
                className={`block-${kind}`}
                width="22"
                height="12"
                {...(kind === 'paused' ? { fill: `url(#${id}-hatch)` } : {})}
              />
            )}
          </svg>
          {says}
        </span>
      ))}
      {closed && (
        <span>
          <svg width="22" height="12" aria-hidden="true">
            <rect className="open-hours" width="22" height="12" />
          </svg>
          opening hours
        </span>
      )}
    </p>
  );
}
