import type { SourceView } from '../../api/sources-schema.ts';
import { timeText } from '../words/dates.ts';
import { countText } from '../words/numbers.ts';
import { agoText, type SourceState, stateOf } from '../words/source-state.ts';
import type { Look } from '../words/waiting-history.ts';
import { Icon, type IconName } from './icon.tsx';
import './source-card.css';
import { UnmappedWords } from './unmapped-words.tsx';
import { WaitingPicture } from './waiting-picture.tsx';
import { WithCode } from './with-code.tsx';

interface Props {
  readonly source: SourceView;
  /** When it was counted. */
  readonly at: string;
  readonly looks: readonly Look[];
}

const TONES: Record<SourceState['tone'], { readonly icon: IconName; readonly tone: string }> = {
  well: { icon: 'check', tone: 'tone-met' },
  busy: { icon: 'history', tone: 'tone-busy' },
  unsure: { icon: 'untold', tone: 'tone-untold' },
  trouble: { icon: 'risk', tone: 'tone-risk' },
};

/** How reading one source goes, the gravest first. */
export function SourceCard({ source, at, looks }: Props) {
  const { id, connector, unmapped } = source;
  const { tone, said, remedy } = stateOf(source, at);
  return (
    <article className="panel source-card" aria-labelledby={`source-${id}`}>
      <header>
        <h2 id={`source-${id}`}>{id}</h2>
        <span className="soft">{connector.title}</span>
        <span className={`badge ${TONES[tone].tone}`}>
          <Icon name={TONES[tone].icon} size={14} />
          {said}
        </span>
      </header>
      {remedy !== null && (
        <p className={`source-remedy ${TONES[tone].tone}`}>
          <WithCode text={remedy} />
        </p>
      )}
      <div className="source-body">
        <Facts source={source} at={at} />
        <WaitingPicture of={id} looks={looks} />
      </div>
      {unmapped.words > 0 && <UnmappedWords source={source} />}
    </article>
  );
}

function Facts({ source, at }: { source: SourceView; at: string }) {
  const { isRead, sendsWebhooks, lastWebhook, reconciled, tickets, gone, waiting, failing } = source;
  return (
    <dl className="facts">
      <dt>Last webhook</dt>
      <dd>
        {lastWebhook === null ? sendsWebhooks ? 'none yet' : 'it sends none' : <Ago instant={lastWebhook} at={at} />}
      </dd>
      {isRead && (
        <>
          <dt>Tickets</dt>
          <dd>{`${tickets.toLocaleString('en-GB')} known${gone === 0 ? '' : `, ${gone.toLocaleString('en-GB')} of them gone`}`}</dd>
          <dt>Waiting</dt>
          <dd>{waitingText(waiting, failing)}</dd>
          <dt>Last compared</dt>
          <dd>
            {reconciled === null ? 'never yet; the service does it by night' : <Compared {...reconciled} now={at} />}
          </dd>
        </>
      )}
    </dl>
  );
}

function waitingText({ live, backfill }: SourceView['waiting'], { tickets }: SourceView['failing']): string {
  if (live + backfill === 0) return 'none';
  const failed = tickets === 0 ? '' : `; ${tickets.toLocaleString('en-GB')} of these failed`;
  return `${live.toLocaleString('en-GB')} changed, ${backfill.toLocaleString('en-GB')} of the history${failed}`;
}

function Ago({ instant, at }: { instant: string; at: string }) {
  return (
    <time dateTime={instant} title={timeText(instant)}>
      {agoText(instant, at)}
    </time>
  );
}

function Compared({ at, listed, drifted, missing, now }: NonNullable<SourceView['reconciled']> & { now: string }) {
  const found =
    drifted + missing === 0 ? 'nothing had been missed' : `${drifted} read again, ${missing} no longer listed`;
  return (
    <>
      <Ago instant={at} at={now} />
      {`: ${countText(listed, 'ticket')} listed, ${found}`}
    </>
  );
}
