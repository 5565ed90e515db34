import { useEffect } from 'react';
import type { FlagDetail } from '../../api/schemas.ts';
import { AskPeople } from '../components/ask-people.tsx';
import { EvidenceCard } from '../components/evidence-card.tsx';
import { ExpressionCard } from '../components/expression-card.tsx';
import { FallPanel } from '../components/fall-panel.tsx';
import { FlagSteps } from '../components/flag-steps.tsx';
import { rememberFlag } from '../components/flag-table.tsx';
import { HistoryStrip } from '../components/history-strip.tsx';
import { LifePanel } from '../components/life-panel.tsx';
import { Loaded } from '../components/loaded.tsx';
import { LookingBack } from '../components/looking-back.tsx';
import { PageHead } from '../components/page-head.tsx';
import { RecordCard } from '../components/record-card.tsx';
import { SubjectIcon, SubjectName } from '../components/subject.tsx';
import { KindBadge, StateBadge, StrongBadge, VerdictBadge } from '../components/verdict-badge.tsx';
import { useFlag } from '../queries.ts';
import { useFilters } from '../use-filters.ts';
import { dateText, weeksText } from '../words/dates.ts';
import { sentence } from '../words/requirement.ts';
import { stayText, strongText } from '../words/verdicts.ts';

export function FlagPage({ id }: { id: string }) {
  return (
    <Loaded query={useFlag(id, useFilters()[0].asOf)} title="Flag">
      {(flag) => <FlagView flag={flag} />}
    </Loaded>
  );
}

function FlagView({ flag }: { flag: FlagDetail }) {
  const { id, subject, title, kind } = flag;
  useEffect(() => rememberFlag(id), [id]);
  return (
    <>
      <PageHead
        title={`${subject.name}: ${title}`}
        tab={`${subject.name}, ${title}`}
        trail={[{ label: 'Flags', href: '/' }]}
        steps={<FlagSteps id={id} />}
      >
        <p className="badges">
          <KindBadge kind={kind} />
          <StateBadge state={flag.stands.state} />
          {flag.readiness === 'strong' && <StrongBadge />}
          <span className="soft">
            {flag.withdrawnAt === null
              ? `Raised ${dateText(flag.raisedAt)}, held for ${weeksText(flag.raisedAt, flag.asOf)}`
              : `Raised ${dateText(flag.raisedAt)}, withdrawn ${dateText(flag.withdrawnAt)}`}
          </span>
        </p>
        {flag.withdrawnReason !== null && <p>{`Withdrawn because ${flag.withdrawnReason}.`}</p>}
      </PageHead>
      <LookingBack asOf={flag.asOf} />
      <p className="note reminder">
        <strong>The program does not decide.</strong> This flag says that it is worth looking, and why. Whether anything
        follows is for people, with the person concerned.
      </p>
      <div className="flag-layout">
        <div className="flag-main">
          <FallPanel fall={flag.fall} />
          <section className="rule-why">
            <h2>Why this rule exists</h2>
            <p>{sentence(flag.why)}</p>
          </section>
          <section className="requirements">
            <h2>What is asked, and what the tickets say</h2>
            {flag.evidence.map((evidence) => (
              <EvidenceCard key={`${evidence.metric} ${evidence.weeks}`} evidence={evidence} kind={kind} />
            ))}
            {flag.records.map((evidence) => (
              <RecordCard key={evidence.record} evidence={evidence} kind={kind} />
            ))}
            {flag.expressions.map((evidence) => (
              <ExpressionCard key={evidence.expression} evidence={evidence} kind={kind} />
            ))}
          </section>
        </div>
        <aside className="flag-aside" aria-label="About this flag">
          <LifePanel flag={flag} />
          <AskPeople questions={flag.askPeople} />
          <History flag={flag} />
          <Facts flag={flag} />
        </aside>
      </div>
    </>
  );
}

function History({ flag }: { flag: FlagDetail }) {
  const stays = stayText(flag);
  return (
    <section className="panel">
      <h2>Week by week</h2>
      <HistoryStrip history={flag.history} kind={flag.kind} />
      {stays !== '' && <p className="history-note small">{stays}</p>}
    </section>
  );
}

function Facts({ flag }: { flag: FlagDetail }) {
  const { subject, holdFor, leaveAfter } = flag;
  const strong = strongText(flag);
  return (
    <section className="panel">
      <h2>About this flag</h2>
      <dl className="facts">
        <dt>About</dt>
        <dd className="inline">
          <SubjectIcon kind={subject.kind} /> <SubjectName subject={subject} />
        </dd>
        {subject.team !== null && (
          <>
            <dt>Team</dt>
            <dd>{subject.team}</dd>
          </>
        )}
        <dt>Together</dt>
        <dd>
          <VerdictBadge verdict={flag.verdict} kind={flag.kind} />
        </dd>
        <dt>Evaluation</dt>
        <dd>{dateText(flag.asOf)}</dd>
        <dt>Raised after</dt>
        <dd>{evaluations(holdFor, 'met')}</dd>
        <dt>Withdrawn after</dt>
        <dd>{evaluations(leaveAfter, 'out of it')}</dd>
        {strong !== '' && (
          <>
            <dt>Strong at</dt>
            <dd>{strong}</dd>
          </>
        )}
        <dt>Rule</dt>
        <dd>
          <code>{flag.rule}</code>, version <code>{flag.ruleVersion}</code>
        </dd>
      </dl>
    </section>
  );
}

const evaluations = (n: number, how: string): string =>
  n === 1 ? `1 weekly evaluation ${how}` : `${n} weekly evaluations in a row ${how}`;
