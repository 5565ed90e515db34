import type { ReactNode } from 'react';
import type { TicketView } from '../../api/ticket-schema.ts';
import { ClockPanel } from '../components/clock-panel.tsx';
import { Loaded } from '../components/loaded.tsx';
import { LookingBack } from '../components/looking-back.tsx';
import { PageHead } from '../components/page-head.tsx';
import { Person } from '../components/person.tsx';
import { SpellTimeline } from '../components/spell-timeline.tsx';
import { useTicket } from '../queries.ts';
import { useFilters } from '../use-filters.ts';
import { lastedText, timeText } from '../words/dates.ts';
import { holderText } from '../words/spells.ts';

export function TicketPage({ id }: { id: string }) {
  const [{ asOf }] = useFilters();
  return (
    <Loaded query={useTicket(id, asOf)} title={`Ticket ${id}`}>
      {(ticket) => <Ticket ticket={ticket} asOf={asOf} />}
    </Loaded>
  );
}

function Ticket({ ticket, asOf }: { ticket: TicketView; asOf: string }) {
  return (
    <>
      <PageHead title={`Ticket ${ticket.id}`} trail={[{ label: 'Flags', href: '/' }]}>
        <p className="badges">
          <span className="badge state-open">{ticket.status}</span>
          {ticket.sourceStatus !== null && <span className="soft">{`“${ticket.sourceStatus}” at the source`}</span>}
        </p>
      </PageHead>
      <LookingBack asOf={asOf} />
      <section className="panel">
        <h2>What happened when</h2>
        <SpellTimeline ticket={ticket} />
      </section>
      <ClockPanel ticket={ticket.id} asOf={asOf} />
      <div className="spell-tables">
        <SpellTable heading="Status" column="Status" spells={ticket.statuses} say={statusCell} />
        <SpellTable heading="Held by" column="Holder" spells={ticket.assignments} say={holderCell} />
      </div>
      <TicketFacts ticket={ticket} />
    </>
  );
}

const statusCell = ({ status, sourceStatus }: TicketView['statuses'][number]): ReactNode => (
  <>
    {status} {sourceStatus !== null && <span className="soft">{`“${sourceStatus}”`}</span>}
  </>
);

const holderCell = ({ holder, holderId, team }: TicketView['assignments'][number]): ReactNode => (
  <>
    <Person id={holderId} name={holderText({ holder, team })} />{' '}
    {holder !== null && team !== null && <span className="soft">{team}</span>}
  </>
);

interface TableProps<S> {
  heading: string;
  column: string;
  spells: readonly S[];
  say: (spell: S) => ReactNode;
}

function SpellTable<S extends { start: string; end: string | null }>({ heading, column, spells, say }: TableProps<S>) {
  return (
    <section className="panel">
      <h2>{heading}</h2>
      {spells.length === 0 ? (
        <p className="soft">The source says nothing about it.</p>
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th>{column}</th>
              <th>From</th>
              <th>Lasted</th>
            </tr>
          </thead>
          <tbody>
            {spells.map((spell) => (
              <tr key={`${spell.start} ${spell.end}`}>
                <td>{say(spell)}</td>
                <td className="nowrap">{timeText(spell.start)}</td>
                <td className="nowrap">
                  {spell.end === null ? 'still so' : lastedText(Date.parse(spell.end) - Date.parse(spell.start))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function TicketFacts({ ticket }: { ticket: TicketView }) {
  const known: readonly (readonly [string, string | null])[] = [
    ['Opened', timeText(ticket.openedAt)],
    ['Kind', ticket.kind],
    ['Priority', ticket.priority],
    ['Work type', ticket.workType],
    ['Team', ticket.team],
    ...Object.entries(ticket.sourceSla).map(
      ([target, kept]) => [`SLA at the source: ${target}`, kept ? 'kept' : 'missed'] as const,
    ),
  ];
  return (
    <section className="panel">
      <h2>Facts</h2>
      <dl className="facts facts-wide">
        {known.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value ?? <span className="soft">not said by the source</span>}</dd>
          </div>
        ))}
        {ticket.resolutions.map(({ at, resolver, resolverId, reopenedAt }) => (
          <div key={at}>
            <dt>Resolved</dt>
            <dd>
              {timeText(at)}, credited to <Person id={resolverId} name={resolver ?? 'nobody'} />
              {reopenedAt !== null && `, reopened ${timeText(reopenedAt)}`}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
