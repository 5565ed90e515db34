import type { Verifier } from '../webhook.ts';
import { oneHeader } from './one-header.ts';
import { hmacOf, sameBytes } from './same-secret.ts';

const TOLERANCE_MS = 300_000;
/** Shorter keys can be guessed, so the specification forbids them; bytes. */
const LEAST_KEY = 24;

/** Standard Webhooks v1: a list of signatures over id, time and body; any that fits is enough, other versions are passed over. */
export const standardWebhooks: Verifier = {
  asks: 'secret',
  check(request, secrets, now) {
    const [id, time, list] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
      oneHeader(request, name),
    );
    if (id == null || time == null || list == null || !/^\d{1,12}$/.test(time)) return null;
    if (Math.abs(now - Number(time) * 1000) > TOLERANCE_MS) return null;
    const signatures = list
      .split(' ')
      .filter((one) => one.startsWith('v1,'))
      .map((one) => Buffer.from(one.slice(3), 'base64'));
    const good = secrets.some((secret) => {
      const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
      if (key.length < LEAST_KEY) return false;
      const wanted = hmacOf('sha256', key, `${id}.${time}.`, request.body);
      return signatures.some((one) => sameBytes(wanted, one));
    });
    return good ? { id } : null;
  },
};
