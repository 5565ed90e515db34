import { z } from 'zod';
import type { ReadingFrom, SignIn } from '../connector/remote.ts';
import { keys, text, whole, write } from './forms.ts';

const user = text('the name of the user that signs in');
const WAYS = [
  keys({
    kind: z.literal('client-credentials'),
    client_id: text('the id of the OAuth client'),
    scope: text('what the token may do, such as read').optional(),
  }).transform(({ client_id, scope = null }): SignIn => ({ kind: 'client-credentials', clientId: client_id, scope })),
  keys({ kind: z.literal('basic'), user }).transform((way): SignIn => way),
  keys({ kind: z.literal('api-token'), user }).transform((way): SignIn => way),
  keys({ kind: z.literal('bearer') }).transform((way): SignIn => way),
  keys({ kind: z.literal('api-key') }).transform((way): SignIn => way),
] as const;
const KINDS = 'client-credentials | api-token | basic | bearer | api-key';

const address = () => {
  const wanted = write('the address of the source without a path, such as https://acme.zendesk.com');
  return z
    .string(wanted)
    .refine((spec) => originOf(spec) !== null, wanted)
    .transform((spec) => originOf(spec) ?? spec);
};

/** Null: no plain address, or one over which a credential could be read by others. */
function originOf(spec: string): string | null {
  if (!URL.canParse(spec)) return null;
  const { protocol, hostname, origin, pathname, search, hash, username } = new URL(spec);
  const isHere = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isHere);
  return isSafe && pathname === '/' && search === '' && hash === '' && username === '' ? origin : null;
}

const day = () => {
  const wanted = write('a day, such as 2027-04-30');
  return z.iso.date(wanted).transform((date) => Date.parse(`${date}T00:00:00Z`));
};

/** Where a source is read, and as whom. */
export const readingForm = () =>
  keys({
    url: address(),
    sign_in: z.discriminatedUnion('kind', WAYS, write(`how to sign in: { kind: ${KINDS} }`)),
    only: z.array(text('a name'), write('a list of names: projects of Jira, tables of ServiceNow')).default([]),
    per_minute: whole('requests a minute', 1, 100_000).optional(),
    credential_ends: day().optional(),
  }).transform(
    ({ url, sign_in, only, per_minute, credential_ends }): Omit<ReadingFrom, 'source' | 'settings'> => ({
      url,
      signIn: sign_in,
      only,
      perMinute: per_minute ?? null,
      credentialEnds: credential_ends ?? null,
    }),
  );
