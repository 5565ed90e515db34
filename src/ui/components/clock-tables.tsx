import type { ReactNode } from 'react';
import type { ClockView } from '../../api/ticket-clocks-schema.ts';
import { heldKey, stopwatchText } from '../words/clocks.ts';
import { timeText } from '../words/dates.ts';
import { holderText } from '../words/spells.ts';
import { Person } from './person.tsx';

interface TableProps {
  label: string;
  head: readonly string[];
  children: ReactNode;
}

/** Wide tables scroll by themselves, by keyboard too. */
function Table({ label, head, children }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (axe: scrollable-region-focusable)
    <section className="clock-table" aria-label={label} tabIndex={0}>
      <table className="plain-table">
        <thead>
          <tr>
            {head.map((title) => (
              <th key={title}>{title}</th>
            ))}
          </tr>
        </thead>
        {children}
      </table>
    </section>
  );
}

function HeldBy({ holder, holderId, team }: Pick<ClockView['split'][number], 'holder' | 'holderId' | 'team'>) {
  return <Person id={holderId} name={holderText({ holder, team })} />;
}

const percentText = (percent: number): string => `${percent.toFixed(1)}\u00a0%`;

/** Who used the time, and on whom an overrun is laid, in three ways. */
export function SplitTable({ clock }: { clock: ClockView }) {
  const { split, attribution, elapsedMs, pausedMs } = clock;
  const laid = [
    { title: 'Overrun by share', parts: attribution?.byShare },
    { title: 'By budget excess', parts: attribution?.byBudgetExcess },
  ].flatMap(({ title, parts }) => (parts ? [{ title, parts }] : []));
  const whole = (parts: readonly unknown[]) => percentText(parts.length === 0 ? 0 : 100);
  return (
    <Table
      label="Who used the time"
      head={['Held by', 'On the clock', 'Share', 'Paused', ...laid.map(({ title }) => title)]}
    >
      <tbody>
        {split.map((share) => (
          <tr key={heldKey(share)}>
            <td>
              <HeldBy {...share} /> {share.holder !== null && <span className="soft">{share.team}</span>}
              {attribution?.atBreach && heldKey(attribution.atBreach) === heldKey(share) && (
                <strong className="at-breach"> held it at the breach</strong>
              )}
            </td>
            <td>{stopwatchText(share.elapsedMs)}</td>
            <td>{percentText(share.percent)}</td>
            <td>{stopwatchText(share.pausedMs)}</td>
            {laid.map(({ title, parts }) => (
              <td key={title}>{percentText(parts.find((part) => heldKey(part) === heldKey(share))?.percent ?? 0)}</td>
            ))}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td>All</td>
          <td>{stopwatchText(elapsedMs)}</td>
          <td>{whole(split.filter((share) => share.percent > 0))}</td>
          <td>{stopwatchText(pausedMs)}</td>
          {laid.map(({ title, parts }) => (
            <td key={title}>{whole(parts)}</td>
          ))}
        </tr>
      </tfoot>
    </Table>
  );
}

interface Timed {
  clock: ClockView;
  timeZone: string;
}

export function WarningTable({ clock: { warnings }, timeZone }: Timed) {
  return (
    <Table label="Warnings" head={['Of the target', 'Used up', 'Held by', 'First action after it']}>
      <tbody>
        {warnings.map((warning) => (
          <tr key={warning.percent}>
            <td>{`${warning.percent}\u00a0%${warning.percent === 100 ? ': breached' : ''}`}</td>
            <td className="nowrap">{timeText(warning.at, timeZone)}</td>
            <td>
              <HeldBy {...warning} />
            </td>
            <td className="nowrap">{warning.actedAt === null ? 'nothing yet' : timeText(warning.actedAt, timeZone)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

export function SpellTable({ clock: { spells, calendar }, timeZone }: Timed) {
  let total = 0;
  const counted = spells.map((spell) => {
    if (spell.running) total += spell.openMs;
    return { ...spell, total };
  });
  return (
    <Table label="Every spell" head={['From', 'Status', 'Held by', 'Clock', 'Open time', 'Total']}>
      <tbody>
        {counted.map((spell) => (
          <tr key={spell.start}>
            <td className="nowrap">{timeText(spell.start, timeZone)}</td>
            <td>
              {spell.status}{' '}
              {spell.sourceStatus !== null && spell.sourceStatus !== spell.status && (
                <span className="soft">{`“${spell.sourceStatus}”`}</span>
              )}
            </td>
            <td>
              <HeldBy {...spell} />
            </td>
            <td>
              {spell.running ? 'runs' : 'paused'} {spell.calendar !== calendar && `by ${spell.calendar}`}
            </td>
            <td>{stopwatchText(spell.openMs)}</td>
            <td>{stopwatchText(spell.total)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
