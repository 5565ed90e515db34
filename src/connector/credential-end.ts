import type { Instant } from '../domain/interval.ts';
import type { Check, CheckOutcome, ReadingFrom } from './remote.ts';

const DAY_MS = 86_400_000;
/** Whoever renews a credential wants to know so long before. */
const SOON_MS = 30 * DAY_MS;
const REMEDY = 'Make a new one at the source, give it to the service, and write its end into credential_ends.';

/** `usual`: how long such a credential lasts where nobody has said when this one ends; left out, that is no matter. */
export function credentialLasts(from: ReadingFrom, now: () => Instant, usual?: string): Check {
  return { title: 'The credential lasts', run: async () => outcome(from.credentialEnds, now(), usual) };
}

function outcome(ends: Instant | null, now: Instant, usual: string | undefined): CheckOutcome {
  if (ends === null) {
    if (usual === undefined) return { result: 'ok', said: 'It was not said when it ends.' };
    return { result: 'warning', said: `Nobody has said when it ends. ${usual}`, remedy: REMEDY };
  }
  const day = new Date(ends).toISOString().slice(0, 10);
  if (ends <= now) return { result: 'failed', said: `It ended on ${day}.`, remedy: REMEDY };
  if (ends - now < SOON_MS) return { result: 'warning', said: `It ends on ${day}.`, remedy: REMEDY };
  return { result: 'ok', said: `Until ${day}.` };
}
