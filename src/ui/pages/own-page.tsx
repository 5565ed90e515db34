import { useHash } from '@mantine/hooks';
import type { OwnView } from '../../api/own-schema.ts';
import type { Own } from '../api.ts';
import { DecisionLog } from '../components/decision-log.tsx';
import '../components/life-panel.css';
import { Loaded } from '../components/loaded.tsx';
import { OwnFlag } from '../components/own-flag.tsx';
import { OwnInterests } from '../components/own-interests.tsx';
import { PageHead } from '../components/page-head.tsx';
import { PathPanel } from '../components/path-panel.tsx';
import { StagesPanel } from '../components/stages-panel.tsx';
import { useOwn } from '../queries.ts';
import './own-page.css';

/** The token is behind the # of the address, so it is told to the service alone, and to no log on the way. */
export function OwnPage({ id }: { id: string }) {
  const [hash] = useHash({ getInitialValueInEffect: false });
  const own: Own = { id, token: hash.replace(/^#/, '') };
  return (
    <Loaded query={useOwn(own)} title="Your page" trail={[]}>
      {(found) => <Found found={found} own={own} />}
    </Loaded>
  );
}

function Found({ found: { person, flags, standing, path }, own }: { found: OwnView; own: Own }) {
  return (
    <>
      <PageHead title={person.name} tab="Your page">
        <p className="soft">
          What Stepladder says of you, and what people made of it. It decides nothing, compares you with nobody by rank,
          and whatever it says you may contest. Keep the address of this page to yourself.
        </p>
      </PageHead>
      <PathPanel found={path} own />
      <div className="own-layout">
        <div className="own-main">
          {flags.length === 0 && (
            <p className="note">
              No flag is up about you. That is neither praise nor blame: nothing stood out for long.
            </p>
          )}
          {flags.map((flag) => (
            <OwnFlag key={flag.id} flag={flag} own={own} />
          ))}
        </div>
        <aside className="own-main" aria-label="About you">
          <StagesPanel standing={standing} />
          <OwnInterests interests={standing.interests} own={own} />
          <section className="panel">
            <h2>Everything written about you</h2>
            <DecisionLog log={standing.log} none="Nothing has been written down yet." />
          </section>
        </aside>
      </div>
    </>
  );
}
