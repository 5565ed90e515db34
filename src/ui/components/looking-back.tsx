import { UnstyledButton } from '@mantine/core';
import { useFilters } from '../use-filters.ts';
import { dateText } from '../words/dates.ts';
import { Icon } from './icon.tsx';

/** Says on each page that it shows the past, and leads out of it. */
export function LookingBack({ asOf }: { asOf: string }) {
  const [filters, change] = useFilters();
  if (filters.asOf === '') return null;
  return (
    <p className="note looking-back">
      <Icon name="history" /> <strong>Looking back.</strong> {`This is what was known on ${dateText(asOf)}.`}{' '}
      <UnstyledButton className="link" onClick={() => change({ asOf: '' })}>
        Show the latest
      </UnstyledButton>
    </p>
  );
}
