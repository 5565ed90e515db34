import type { SourceView } from '../../api/sources-schema.ts';
import { lastedText } from './dates.ts';
import { countText } from './numbers.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** As `stepladder doctor` has them: longer than these something is wrong. */
const LAG_MS = HOUR_MS / 4;
const QUIET_MS = 3 * DAY_MS;
const UNRECONCILED_MS = 2 * DAY_MS;

export interface SourceState {
  readonly tone: 'well' | 'busy' | 'unsure' | 'trouble';
  readonly said: string;
  /** What to do; null: nothing. */
  readonly remedy: string | null;
}

/** The gravest thing to be said of a source as of `at`. */
export function stateOf(source: SourceView, at: string): SourceState {
  return failing(source) ?? late(source, at) ?? atWork(source) ?? unheard(source, at) ?? ALL_WELL;
}

const ALL_WELL: SourceState = { tone: 'well', said: 'All is well', remedy: null };
const doctor = ({ id }: SourceView) => `\`stepladder doctor ${id}\``;

function failing({ failing: { tickets, example } }: SourceView): SourceState | null {
  if (tickets === 0) return null;
  const remedy = `${example ?? "The service's log says why."} What failed is tried again by itself.`;
  return { tone: 'trouble', said: `${countText(tickets, 'ticket')} cannot be read`, remedy };
}

function late({ waiting: { live, oldest } }: SourceView, at: string): SourceState | null {
  const waited = agoMs(oldest, at);
  if (waited === null || waited <= LAG_MS) return null;
  const said = `${waitText(live)}, the longest for ${lastedText(waited)}`;
  return {
    tone: 'trouble',
    said,
    remedy: 'Is a process running that reads (--role worker or all)? Its log says more.',
  };
}

/** Nothing to do: it goes on by itself. */
function atWork({ waiting: { live, backfill } }: SourceView): SourceState | null {
  if (live + backfill === 0) return null;
  return { tone: 'busy', said: live > 0 ? waitText(live) : `${waitText(backfill)} from the history`, remedy: null };
}

function unheard(source: SourceView, at: string): SourceState | null {
  const { id, isRead, sendsWebhooks, tickets, lastWebhook, reconciled } = source;
  if (isRead && tickets === 0) {
    return unsure('No ticket has been read yet', `Read what there is: \`stepladder backfill ${id}\`.`);
  }
  const silence = agoMs(lastWebhook, at);
  if (sendsWebhooks && silence === null) {
    const set = isRead ? `\`stepladder connect ${id}\` makes it and sends a test.` : 'How: docs/webhooks.md.';
    return unsure('No webhook has come yet', `Let the source send one. ${set}`);
  }
  if (sendsWebhooks && silence !== null && silence > QUIET_MS) {
    const rest = isRead ? `, then ${doctor(source)}.` : ', then see its list of deliveries and the address.';
    return unsure(`No webhook for ${lastedText(silence)}`, `Change a ticket at the source and look here again${rest}`);
  }
  const unchecked = agoMs(reconciled?.at ?? null, at);
  if (unchecked === null || unchecked <= UNRECONCILED_MS) return null;
  return unsure(`Not compared for ${lastedText(unchecked)}`, `Do it now: \`stepladder reconcile ${id}\`.`);
}

const unsure = (said: string, remedy: string): SourceState => ({ tone: 'unsure', said, remedy });
const waitText = (n: number): string => `${countText(n, 'ticket')} ${n === 1 ? 'waits' : 'wait'} to be read`;

function agoMs(instant: string | null, at: string): number | null {
  return instant === null ? null : Math.max(0, Date.parse(at) - Date.parse(instant));
}

/** "3 s ago"; by the service's clock, which need not be the reader's. */
export function agoText(instant: string, at: string): string {
  const ms = agoMs(instant, at) ?? 0;
  return ms < 1_000 ? 'just now' : `${lastedText(ms)} ago`;
}
