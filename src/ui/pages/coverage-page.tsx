import { NativeSelect } from '@mantine/core';
import { Link } from 'wouter';
import type { TeamMastery } from '../../api/mastery-schema.ts';
import { CoverageTable } from '../components/coverage-table.tsx';
import { Loaded } from '../components/loaded.tsx';
import { LookingBack } from '../components/looking-back.tsx';
import { NoEvaluation } from '../components/nothing-here.tsx';
import { PageHead } from '../components/page-head.tsx';
import { useCoverage } from '../queries.ts';
import { useFilters } from '../use-filters.ts';
import { metricAddress } from '../words/addresses.ts';

export function CoveragePage() {
  const [{ team, asOf }, change] = useFilters();
  const query = useCoverage(team, asOf);
  return (
    <>
      <PageHead title="Coverage">
        <p className="soft">
          Who can do which kind of work, and what rests on how few. People stand in order of name; each cell says how
          sure it is that they master the work, a tick that it is shown. What somebody was not offered they could not
          show.
        </p>
      </PageHead>
      <LookingBack asOf={asOf} />
      <Loaded query={query} rows={12}>
        {(coverage) => <Coverage coverage={coverage} choose={(chosen) => change({ team: chosen })} />}
      </Loaded>
    </>
  );
}

function Coverage({ coverage, choose }: { coverage: TeamMastery; choose: (team: string) => void }) {
  const { asOf, team, teams, heldBack, people } = coverage;
  if (asOf === null) return <NoEvaluation />;
  return (
    <>
      <div className="coverage-tools">
        <NativeSelect
          aria-label="Team"
          value={team ?? ''}
          onChange={(event) => choose(event.currentTarget.value)}
          data={[{ value: '', label: 'Every team' }, ...teams]}
        />
        <p className="soft small">
          How it is told: <Link href={metricAddress('bus-factor')}>bus factor</Link>,{' '}
          <Link href={metricAddress('nobody-present')}>chance that nobody is there</Link>.
        </p>
      </div>
      {heldBack !== null && <p className="held-back">{`Held for and against nobody: ${heldBack}`}</p>}
      {people.length === 0 ? (
        <p className="note">
          Nothing is known yet: no ticket of these people has had the time to show what came of it.
        </p>
      ) : (
        <CoverageTable coverage={coverage} />
      )}
    </>
  );
}
