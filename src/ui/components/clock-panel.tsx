import { Tabs } from '@mantine/core';
import type { ClockView, TicketClocks } from '../../api/ticket-clocks-schema.ts';
import { useTicketClocks } from '../queries.ts';
import { clockName, firstToShow, mostUsedText, openText, usedText } from '../words/clocks.ts';
import { timeText } from '../words/dates.ts';
import './clock-panel.css';
import { ClockPicture } from './clock-picture.tsx';
import { SpellTable, SplitTable, WarningTable } from './clock-tables.tsx';
import { Loaded } from './loaded.tsx';
import './verdict-badge.css';

/** The ticket's SLA clocks, one at a time. */
export function ClockPanel({ ticket, asOf }: { ticket: string; asOf: string }) {
  return (
    <section className="panel clock-panel">
      <h2>Where the promised time went</h2>
      <Loaded query={useTicketClocks(ticket, asOf)} rows={4}>
        {(clocks) => <Clocks {...clocks} />}
      </Loaded>
    </section>
  );
}

function Clocks({ clocks, asOf, timezone, leftOut }: TicketClocks) {
  const others =
    leftOut === 0 ? '' : ` ${leftOut} more clocks run without a target; \`stepladder sla explain --all\` tells them.`;
  return (
    <>
      {clocks.length === 1 && clocks[0] ? (
        <>
          <h3>
            {clocks[0].title} <StateBadge state={clocks[0].state} />
          </h3>
          <Clock clock={clocks[0]} name={clocks[0].title} timeZone={timezone} />
        </>
      ) : (
        <ClockTabs clocks={clocks} timeZone={timezone} />
      )}
      <p className="soft small">
        {`Times here are those of the desk, ${timezone}, as of ${timeText(asOf, timezone)}.${others}`}
      </p>
    </>
  );
}

function ClockTabs({ clocks, timeZone }: { clocks: readonly ClockView[]; timeZone: string }) {
  return (
    <Tabs defaultValue={String(firstToShow(clocks))} keepMounted={false}>
      <Tabs.List aria-label="Clocks of this ticket">
        {clocks.map((clock, i) => (
          <Tabs.Tab key={`${clock.clock} ${clock.cycle}`} value={String(i)}>
            {clockName(clock, clocks)} <StateBadge state={clock.state} />
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {clocks.map((clock, i) => (
        <Tabs.Panel key={`${clock.clock} ${clock.cycle}`} value={String(i)} pt="md">
          <Clock clock={clock} name={clockName(clock, clocks)} timeZone={timeZone} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

const TONES: Partial<Record<ClockView['state'], string>> = {
  met: 'tone-met',
  breached: 'tone-not-met',
  running: 'state-open',
  paused: 'state-open',
};

function StateBadge({ state }: Pick<ClockView, 'state'>) {
  return (
    <span className={`badge ${TONES[state] ?? 'tone-untold'}`}>{state === 'unpromised' ? 'no target' : state}</span>
  );
}

function Clock({ clock, name, timeZone }: { clock: ClockView; name: string; timeZone: string }) {
  return (
    <div className="clock">
      <p className="clock-headline">
        <strong>{usedText(clock)}.</strong> {mostUsedText(clock)}
      </p>
      <ClockPicture clock={clock} name={name} timeZone={timeZone} />
      <SplitTable clock={clock} />
      {clock.attribution !== null && <Overrun attribution={clock.attribution} />}
      {clock.warnings.length > 0 && <WarningTable clock={clock} timeZone={timeZone} />}
      <details>
        <summary>{clock.spells.length === 1 ? 'Its one spell' : `Its ${clock.spells.length} spells`}</summary>
        <SpellTable clock={clock} timeZone={timeZone} />
      </details>
      <HowItCounts clock={clock} timeZone={timeZone} />
    </div>
  );
}

interface OverrunProps {
  attribution: NonNullable<ClockView['attribution']>;
}

function Overrun({ attribution: { overMs, budget, byBudgetExcess } }: OverrunProps) {
  const over = `The overrun of ${openText(overMs)} is laid by share of the time used`;
  if (byBudgetExcess === null) {
    return (
      <p className="small">{`${over}. By budget excess, the way to decide by, it cannot be laid. ${budget.words}`}</p>
    );
  }
  return (
    <p className="small">
      {`${over}, and by budget excess: what each used beyond what is usual for such work. The latter is the one to decide by: nobody answers for time in other hands. `}
      <span className="soft">{`${budget.words} It is ${openText(budget.medianMs ?? 0)}.`}</span>
    </p>
  );
}

function HowItCounts({ clock, timeZone }: { clock: ClockView; timeZone: string }) {
  const { policy, priority, calendar, nextWarning } = clock;
  return (
    <details>
      <summary>How it counts</summary>
      <ul className="clock-options">
        <li>
          {policy === null
            ? 'Nothing was promised; its time is measured all the same.'
            : `Promised by “${policy.title}” (${policy.id}, ${policy.kind.toUpperCase()}) for priority ${priority ?? 'not said'}.`}
        </li>
        <li>{`Opening hours: ${calendar}.`}</li>
        {nextWarning !== null && (
          <li>{`If it runs on, ${nextWarning.percent}\u00a0% are used up on ${timeText(nextWarning.at, timeZone)}.`}</li>
        )}
        {policy?.options.map((option) => (
          <li key={option}>{option}</li>
        ))}
      </ul>
    </details>
  );
}
