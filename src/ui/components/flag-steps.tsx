import type { ListedFlag } from '../../api/schemas.ts';
import { useFlags } from '../queries.ts';
import { useFilters } from '../use-filters.ts';
import { flagAddress } from '../words/addresses.ts';
import { around, inOrder, matching } from '../words/flag-filters.ts';
import { Icon } from './icon.tsx';
import { PageLink } from './page-link.tsx';

/** To the flags before and after this one in the list that the reader came from. */
export function FlagSteps({ id }: { id: string }) {
  const [filters] = useFilters();
  const listed = inOrder(matching(useFlags(filters).data?.flags ?? [], filters), filters.order);
  const here = around(listed, id);
  if (here === null || listed.length < 2) return null;
  return (
    <nav aria-label="Flags of this list" className="flag-steps">
      <Step flag={here.previous} label="Previous" />
      <span className="soft">{`${here.place} of ${listed.length}`}</span>
      <Step flag={here.next} label="Next" />
    </nav>
  );
}

function Step({ flag, label }: { flag: ListedFlag | undefined; label: 'Previous' | 'Next' }) {
  const sign = <Icon name={label === 'Next' ? 'next' : 'previous'} size={12} />;
  if (flag === undefined) return <span className="soft">{label}</span>;
  const name = `${label}: ${flag.subject.name}, ${flag.title}`;
  return (
    <PageLink href={flagAddress(flag.id)} aria-label={name} title={name}>
      {label === 'Previous' && sign}
      {label}
      {label === 'Next' && sign}
    </PageLink>
  );
}
