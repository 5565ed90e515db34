import { Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import type { ListedFlag } from '../../api/schemas.ts';
import { dateText } from '../words/dates.ts';
import { type Choice, choices, type FlagFilters, type Option } from '../words/flag-filters.ts';
import { KIND_WORDS } from '../words/verdicts.ts';
import './flag-toolbar.css';
import { Icon } from './icon.tsx';

interface Props {
  flags: readonly ListedFlag[];
  /** Rules that can be chosen though none of the flags is theirs. */
  rules: readonly Option[];
  /** Instants of all settled evaluations, oldest first, and the one that is shown. */
  evaluations: readonly string[];
  asOf: string;
  filters: FlagFilters;
  change: (part: Partial<FlagFilters>) => void;
}

export function FlagToolbar({ flags, rules, evaluations, asOf, filters, change }: Props) {
  const narrowed = (['kind', 'rule', 'team', 'stands', 'text'] as const).some((key) => filters[key] !== '');
  return (
    <search className="flag-toolbar" aria-label="Narrow the list of flags">
      <SegmentedControl
        aria-label="Kind of flag"
        value={filters.kind}
        onChange={(kind) => change({ kind, rule: '' })}
        data={kinds(choices(flags, filters, 'kind'))}
      />
      <NativeSelect
        className="toolbar-choice"
        aria-label="Role or risk"
        value={filters.rule}
        onChange={(event) => change({ rule: event.currentTarget.value })}
        data={[{ value: '', label: 'Every role and risk' }, ...options(choices(flags, filters, 'rule', rules))]}
      />
      <NativeSelect
        className="toolbar-choice"
        aria-label="Team"
        value={filters.team}
        onChange={(event) => change({ team: event.currentTarget.value })}
        data={[{ value: '', label: 'Every team' }, ...options(choices(flags, filters, 'team'))]}
      />
      <NativeSelect
        className="toolbar-choice"
        aria-label="State"
        value={filters.state}
        onChange={(event) => change({ state: stateOf(event.currentTarget.value) })}
        data={[
          { value: 'open', label: 'Open' },
          { value: 'withdrawn', label: 'Withdrawn' },
          { value: 'all', label: 'Every state' },
        ]}
      />
      <NativeSelect
        className="toolbar-choice"
        aria-label="Where it stands"
        value={filters.stands}
        onChange={(event) => change({ stands: event.currentTarget.value })}
        data={[{ value: '', label: 'Wherever it stands' }, ...options(choices(flags, filters, 'stands'))]}
      />
      <TextInput
        type="search"
        className="toolbar-text"
        aria-label="Text in name, role, risk or team"
        placeholder="Name, role, team …"
        leftSection={<Icon name="search" />}
        value={filters.text}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
      <NativeSelect
        className="toolbar-as-of"
        aria-label="As of"
        leftSection={<Icon name="history" />}
        value={filters.asOf === '' ? '' : asOf}
        onChange={(event) => change({ asOf: event.currentTarget.value })}
        data={asOfOptions(evaluations)}
      />
      {narrowed && (
        <Button variant="default" onClick={() => change({ kind: '', rule: '', team: '', stands: '', text: '' })}>
          Clear filters
        </Button>
      )}
    </search>
  );
}

function kinds(found: readonly Choice[]): { value: string; label: string }[] {
  const count = (kind: string) => found.find(({ value }) => value === kind)?.count ?? 0;
  const total = found.reduce((sum, choice) => sum + choice.count, 0);
  return [
    { value: '', label: `All ${total}` },
    { value: 'readiness', label: `${KIND_WORDS.readiness} ${count('readiness')}` },
    { value: 'risk', label: `${KIND_WORDS.risk} ${count('risk')}` },
  ];
}

/** Newest first; the newest one has no instant of its own, so that its address stays true next week. */
function asOfOptions(evaluations: readonly string[]): Option[] {
  const [latest, ...earlier] = evaluations.toReversed();
  return [
    { value: '', label: latest === undefined ? 'Latest' : `${dateText(latest)}, latest` },
    ...earlier.map((asOf) => ({ value: asOf, label: dateText(asOf) })),
  ];
}

const options = (found: readonly Choice[]) =>
  found.map(({ value, label, count }) => ({ value, label: `${label} (${count})` }));

const stateOf = (value: string): FlagFilters['state'] => (value === 'withdrawn' || value === 'all' ? value : 'open');
