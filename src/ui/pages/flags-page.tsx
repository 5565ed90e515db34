import { UnstyledButton } from '@mantine/core';
import type { FlagList } from '../../api/schemas.ts';
import { FlagTable } from '../components/flag-table.tsx';
import { FlagToolbar } from '../components/flag-toolbar.tsx';
import { Loaded } from '../components/loaded.tsx';
import { LookingBack } from '../components/looking-back.tsx';
import { NoEvaluation, NoFlag, NoMatch, NotYet } from '../components/nothing-here.tsx';
import { PageHead } from '../components/page-head.tsx';
import { UntoldPanel } from '../components/untold-panel.tsx';
import { useEvaluations, useFlags } from '../queries.ts';
import { useFilters } from '../use-filters.ts';
import { dateText } from '../words/dates.ts';
import { type FlagFilters, inOrder, matching } from '../words/flag-filters.ts';
import { countText } from '../words/numbers.ts';

export function FlagsPage() {
  const [filters, change] = useFilters();
  const query = useFlags(filters);
  return (
    <>
      <PageHead title="Flags">
        <p className="soft">Reasons to look closer, with the evidence. What follows from them, people decide.</p>
      </PageHead>
      <Loaded query={query}>{(list) => <Flags list={list} filters={filters} change={change} />}</Loaded>
    </>
  );
}

interface Props {
  list: FlagList;
  filters: FlagFilters;
  change: (part: Partial<FlagFilters>) => void;
}

function Flags({ list, filters, change }: Props) {
  const evaluations = useEvaluations().data?.evaluations.map(({ asOf }) => asOf) ?? [];
  if (list.asOf === null)
    return filters.asOf === '' ? <NoEvaluation /> : <NotYet latest={() => change({ asOf: '' })} />;
  const shown = inOrder(matching(list.flags, filters), filters.order);
  const takenIn = matching(list.flags, { ...filters, steps: 'all' }).length - shown.length;
  return (
    <>
      <LookingBack asOf={list.asOf} />
      <div className="flags-layout">
        <div className="flags-main">
          <FlagToolbar
            flags={list.flags}
            rules={rulesOf(list)}
            evaluations={evaluations}
            asOf={list.asOf}
            filters={filters}
            change={change}
          />
          <p className="soft small list-line" aria-live="polite">
            {shown.length + takenIn === list.flags.length
              ? countText(shown.length, 'flag')
              : `${shown.length} of ${countText(list.flags.length, 'flag')}`}
            {`, settled ${dateText(list.asOf)}. `}
            <StepsShown takenIn={takenIn} steps={filters.steps} change={change} />
          </p>
          {shown.length > 0 ? (
            <FlagTable
              flags={shown}
              all={list.flags}
              asOf={list.asOf}
              order={filters.order}
              reorder={(order) => change({ order })}
            />
          ) : (
            <Nothing list={list} filters={filters} change={change} />
          )}
        </div>
        <UntoldPanel refused={list.refused} rule={filters.rule} choose={(rule) => change({ rule, kind: '' })} />
      </div>
    </>
  );
}

/** Of one person ready for several steps of a path, the furthest says the most. */
function StepsShown({
  takenIn,
  steps,
  change,
}: { takenIn: number } & Pick<FlagFilters, 'steps'> & Pick<Props, 'change'>) {
  if (steps === 'all')
    return (
      <UnstyledButton className="link" onClick={() => change({ steps: '' })}>
        Only each person’s furthest step
      </UnstyledButton>
    );
  if (takenIn === 0) return null;
  return (
    <>
      {`${takenIn} more are about steps before these. `}
      <UnstyledButton className="link" onClick={() => change({ steps: 'all' })}>
        Show them too
      </UnstyledButton>
    </>
  );
}

const rulesOf = ({ refused }: FlagList) => refused.map(({ rule, title }) => ({ value: rule, label: title }));

function Nothing({ list, filters, change }: Props) {
  if (list.flags.length === 0) return <NoFlag state={filters.state} />;
  return <NoMatch clear={() => change({ kind: '', rule: '', team: '', stands: '', text: '' })} />;
}
