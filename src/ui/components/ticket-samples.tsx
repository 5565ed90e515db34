import type { EvidenceView } from '../../api/schemas.ts';
import { ticketAddress } from '../words/addresses.ts';
import { countedText, countText } from '../words/numbers.ts';
import { sideTexts } from '../words/requirement.ts';
import { PageLink } from './page-link.tsx';

/** The tickets behind a figure: some of each outcome, and how many there are in all. */
export function TicketSamples({
  tickets,
  counted,
  unit,
  of,
}: Pick<EvidenceView, 'tickets' | 'counted' | 'unit'> & { of: string }) {
  const { total, hits, misses } = tickets;
  if (total === 0) return null;
  const sides = sideTexts(unit);
  // Several hand-overs may be of one ticket, and it on both sides.
  const shown = new Set([...hits, ...misses]).size;
  return (
    <details className="ticket-samples">
      <summary>
        {`The ${countedText(total, counted)} behind it`}
        <span className="soft">{`, ${countText(shown, 'ticket')} shown`}</span>
      </summary>
      <Side label={sides.hits} ids={hits} of={of} />
      <Side label={sides.misses} ids={misses} of={of} />
    </details>
  );
}

function Side({ label, ids, of }: { label: string; ids: readonly string[]; of: string }) {
  if (ids.length === 0) return null;
  return (
    <div className="ticket-side">
      <h4>{`${label} (${ids.length} shown)`}</h4>
      <ul aria-label={`${of}: ${label}`}>
        {ids.map((id) => (
          <li key={id}>
            <PageLink href={ticketAddress(id)}>{id}</PageLink>
          </li>
        ))}
      </ul>
    </div>
  );
}
