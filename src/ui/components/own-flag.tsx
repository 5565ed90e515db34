import { Button } from '@mantine/core';
import { useState } from 'react';
import type { EvidenceView, FlagDetail } from '../../api/schemas.ts';
import type { Own } from '../api.ts';
import { useDecideOwn } from '../queries.ts';
import { dateText } from '../words/dates.ts';
import { ACT_WORDS, standsText } from '../words/decisions.ts';
import { countedText, estimateText } from '../words/numbers.ts';
import { askedText, sentence } from '../words/requirement.ts';
import { DecisionLog } from './decision-log.tsx';
import { ExpressionCard } from './expression-card.tsx';
import { SignedForm } from './signed-form.tsx';
import { KindBadge, StateBadge, VerdictBadge } from './verdict-badge.tsx';

/** A flag as the person it is about reads it: what is said of them, on what it rests, and where they contest it. */
export function OwnFlag({ flag, own }: { flag: FlagDetail; own: Own }) {
  const { title, kind, why, raisedAt, withdrawnReason, evidence, records, expressions, askPeople, life } = flag;
  return (
    <article className="panel own-flag">
      <header>
        <h2>{title}</h2>
        <p className="badges">
          <KindBadge kind={kind} />
          <StateBadge state={life.state} />
        </p>
      </header>
      <p>{`Since ${dateText(raisedAt)} your tickets have met what this rule looks for. ${sentence(why)}`}</p>
      {withdrawnReason !== null && <p>{`It no longer holds: ${sentence(withdrawnReason)}`}</p>}
      <p>
        <strong>{standsText(life)}.</strong>
        {life.reason !== null && ` ${life.reason}`}
      </p>
      <section>
        <h3>What it rests on</h3>
        <ul className="own-evidence">
          {evidence.map((one) => (
            <OwnEvidence key={`${one.metric} ${one.weeks}`} evidence={one} kind={kind} />
          ))}
          {records.map((one) => (
            <li key={one.record}>
              <strong>{`On record: ${one.title}`}</strong>
              <p>{sentence(one.reason)}</p>
            </li>
          ))}
          {expressions.map((one) => (
            <li key={one.expression}>
              <ExpressionCard evidence={one} kind={kind} />
            </li>
          ))}
        </ul>
      </section>
      {askPeople.length > 0 && (
        <section>
          <h3>What no ticket shows, and you can be asked</h3>
          <ul className="own-asked">
            {askPeople.map((question) => (
              <li key={question}>{question}</li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h3>What people made of it</h3>
        <DecisionLog log={life.log} none="Nobody has written anything about it yet." />
      </section>
      {life.acts.includes('challenge') && <Contest flag={flag.id} own={own} />}
      {life.state === 'challenged' && (
        <p className="note">Your challenge is there. Until somebody answers it, nothing may follow from this flag.</p>
      )}
    </article>
  );
}

function OwnEvidence({ evidence, kind }: { evidence: EvidenceView; kind: FlagDetail['kind'] }) {
  const { title, estimate, unit, counted, verdict, reason, nearestChange, definition, attribution } = evidence;
  return (
    <li>
      <p className="badges">
        <strong>{title}</strong>
        <VerdictBadge verdict={verdict} kind={kind} />
      </p>
      <p>
        {askedText(evidence)}{' '}
        {estimate === null
          ? `There are no ${counted} of yours yet.`
          : `Yours: ${estimateText(estimate, unit)}, ${countedText(estimate.sampleSize, counted)}.`}
      </p>
      <p>{`${sentence(reason)} What would change it: ${sentence(nearestChange.sentence)}`}</p>
      <details>
        <summary>How this figure is made, and from which tickets</summary>
        <p>{`${sentence(definition)} Credited to: ${sentence(attribution)}`}</p>
        <Tickets of="Counted as reached" ids={evidence.tickets.hits} />
        <Tickets of="Counted as missed" ids={evidence.tickets.misses} />
      </details>
    </li>
  );
}

function Tickets({ of, ids }: { of: string; ids: readonly string[] }) {
  if (ids.length === 0) return null;
  return <p className="small own-tickets">{`${of}: ${ids.join(', ')}`}</p>;
}

function Contest({ flag, own }: { flag: string; own: Own }) {
  const [open, setOpen] = useState(false);
  const say = useDecideOwn(own);
  const send = (_by: string, reason: string) =>
    say.mutate({ act: 'challenge', flag, reason }, { onSuccess: () => setOpen(false) });
  if (!open) {
    return (
      <Button variant="default" onClick={() => setOpen(true)}>
        This is wrong, or leaves something out
      </Button>
    );
  }
  return (
    <SignedForm
      label={ACT_WORDS.challenge.button}
      hint="Say what is wrong, or what the tickets do not show. Nothing may follow from this flag until somebody has answered you."
      signed={false}
      pending={say.isPending}
      refused={say.error?.message ?? null}
      send={send}
      giveUp={() => setOpen(false)}
    />
  );
}
