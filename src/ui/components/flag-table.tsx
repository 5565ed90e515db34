import { Button, UnstyledButton } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { ListedFlag } from '../../api/schemas.ts';
import { flagAddress } from '../words/addresses.ts';
import { dateText, weeksText } from '../words/dates.ts';
import { STATE_WORDS } from '../words/decisions.ts';
import type { Order } from '../words/flag-filters.ts';
import './flag-table.css';
import { PageLink } from './page-link.tsx';
import { SubjectIcon } from './subject.tsx';
import { KindBadge, StateBadge } from './verdict-badge.tsx';

interface Props {
  flags: readonly ListedFlag[];
  /** With those left out for a further step of the same person. */
  all: readonly ListedFlag[];
  /** The evaluation up to which an open flag has held. */
  asOf: string;
  order: Order;
  reorder: (order: Order) => void;
}

const PAGE = 100;
/** The flag last looked at: whoever comes back to the list goes on from its row. */
let lastSeen = '';

export function rememberFlag(id: string): void {
  lastSeen = id;
}

export function FlagTable({ flags, all, asOf, order, reorder }: Props) {
  const [shown, setShown] = useState(PAGE);
  const body = useRef<HTMLTableSectionElement>(null);
  const heading = { order, reorder };
  const takenIn = Map.groupBy(all, ({ furtherStep }) => furtherStep?.flag ?? null);
  useEffect(() => {
    const { activeElement } = document;
    if (activeElement !== document.body && activeElement?.tagName !== 'H1') return;
    body.current?.querySelector<HTMLElement>(`[data-flag="${CSS.escape(lastSeen)}"]`)?.focus();
  }, []);
  return (
    <div className="panel flag-table">
      <table>
        <caption className="sr-only">Flags. Up and down arrow keys move from flag to flag.</caption>
        <thead>
          <tr>
            <Heading {...heading} by="subject" label="Who or what" />
            <Heading {...heading} by="what" label="Flag" />
            <Heading {...heading} by="team" label="Team" wide />
            <Heading {...heading} by="raised" label="Raised" wide />
            <th className="wide">Stands</th>
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={moveFocus}>
          {flags.slice(0, shown).map((flag) => (
            <FlagRow key={flag.id} flag={flag} takenIn={takenIn.get(flag.id) ?? []} asOf={asOf} />
          ))}
        </tbody>
      </table>
      {flags.length > shown && (
        <Button variant="subtle" fullWidth onClick={() => setShown(shown + PAGE)}>
          {`Show ${Math.min(PAGE, flags.length - shown)} more of ${flags.length}`}
        </Button>
      )}
    </div>
  );
}

function Heading({
  by,
  label,
  order,
  reorder,
  wide,
}: {
  by: Order;
  label: string;
  wide?: boolean;
} & Pick<Props, 'order' | 'reorder'>) {
  const direction = by === 'raised' ? 'descending' : 'ascending';
  return (
    <th aria-sort={order === by ? direction : 'none'} className={wide ? 'wide' : undefined}>
      <UnstyledButton className="sort" onClick={() => reorder(by)}>
        {label}
        <span aria-hidden="true" className="sort-sign">
          {direction === 'descending' ? '↓' : '↑'}
        </span>
      </UnstyledButton>
    </th>
  );
}

interface RowProps extends Pick<Props, 'asOf'> {
  flag: ListedFlag;
  /** About earlier steps of the same path. */
  takenIn: readonly ListedFlag[];
}

function FlagRow({ flag, takenIn, asOf }: RowProps) {
  const { subject, title, kind, state, stands, raisedAt, withdrawnAt } = flag;
  const held = weeksText(raisedAt, withdrawnAt ?? asOf);
  return (
    <tr>
      <th scope="row">
        <span className="subject-cell">
          <SubjectIcon kind={subject.kind} />
          {/* Its click area is the whole row. */}
          <PageLink href={flagAddress(flag.id)} className="row-link unbroken" data-flag={flag.id}>
            {subject.name}
          </PageLink>
        </span>
        <span className="narrow soft small">
          {[
            subject.team,
            `raised ${dateText(raisedAt)}`,
            state === 'open' && `held for ${held}`,
            STATE_WORDS[stands.state].toLowerCase(),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </th>
      <td>
        <span className="what-cell">
          <KindBadge kind={kind} />
          <span>
            {title}
            {takenIn.length > 0 && (
              <span className="soft small held">{`takes in ${takenIn
                .map((one) => one.title)
                .sort()
                .join(', ')}`}</span>
            )}
          </span>
        </span>
      </td>
      <td className="wide">
        <span className="unbroken">{subject.team ?? <span className="soft">none</span>}</span>
      </td>
      <td className="wide nowrap">
        {dateText(raisedAt)}
        <span className="soft small held">{`held for ${held}`}</span>
      </td>
      <td className="wide">
        <StateBadge state={stands.state} />
      </td>
    </tr>
  );
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('.row-link')];
  const next = links[links.indexOf(event.target as HTMLElement) + step];
  if (next === undefined) return;
  event.preventDefault(); // the page would scroll as well
  next.focus();
}
