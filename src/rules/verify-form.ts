import { z } from 'zod';
import {
  basicSecret,
  bearerJwt,
  clientCertificate,
  githubSigned,
  headerSecret,
  hmacVerifier,
  jiraSigned,
  nothingAsked,
  standardWebhooks,
  zendeskSigned,
} from '../connector/verifiers/index.ts';
import type { Verifier } from '../connector/webhook.ts';
import { keys, text, whole, write } from './forms.ts';

const MINUTE_MS = 60_000;

const headerName = z
  .string(write('the name of a header'))
  .regex(/^[\w-]+$/, write('the name of a header, such as X-Signature'));
const choice = <const C extends readonly [string, ...string[]]>(...choices: C) =>
  z.enum(choices, write(choices.join(' or ')));

/** A way to know a sender: its keys beside `kind`, and the verifier they make. */
const way = <const K extends string, S extends z.core.$ZodLooseShape>(
  kind: K,
  shape: S,
  verifier: (given: z.output<z.ZodObject<S>>) => Verifier,
) => keys({ kind: z.literal(kind), ...shape }).transform((given) => verifier(given as z.output<z.ZodObject<S>>));

const names = (what: string) => z.array(text(what), write(`a list of ${what}`)).min(1, write(`a list of ${what}`));
const idHeader = { id_header: headerName.optional() };

const hmacKeys = {
  algorithm: choice('sha256', 'sha512').default('sha256'),
  header: headerName,
  prefix: z.string(write('what stands before the signature')).default(''),
  encoding: choice('hex', 'base64').default('hex'),
  signed: z
    .string(write('what is signed, such as "{timestamp}.{body}"'))
    .default('{body}')
    .refine((template) => template.includes('{body}'), 'what is not signed can be changed. Write {body} into it.'),
  timestamp: keys({ header: headerName, unit: choice('s', 'ms', 'iso') }).optional(),
  tolerance_minutes: whole('minutes', 1, 1440).default(5),
  ...idHeader,
};

const WAYS = [
  way('standard-webhooks', {}, () => standardWebhooks),
  way('zendesk', {}, () => zendeskSigned),
  way('jira', {}, () => jiraSigned),
  way('github', {}, () => githubSigned),
  way('header', { header: headerName, ...idHeader }, ({ header, id_header }) =>
    headerSecret(header, id_header ?? null),
  ),
  way('basic', idHeader, ({ id_header }) => basicSecret(id_header ?? null)),
  way('none', idHeader, ({ id_header }) => nothingAsked(id_header ?? null)),
  way(
    'jwt',
    {
      jwks: z
        .string(write('where the keys of the sender are'))
        .refine((url) => URL.canParse(url) && new URL(url).protocol === 'https:', write('an address with https://')),
      issuer: text('who signs the tokens: their iss'),
      audience: text('for whom they are: their aud'),
      algorithms: z.array(choice('RS256', 'ES256')).min(1, write('RS256, ES256 or both')).default(['RS256', 'ES256']),
      ...idHeader,
    },
    ({ id_header, ...spec }) => bearerJwt({ ...spec, idHeader: id_header ?? null }),
  ),
  way(
    'mtls',
    {
      header: headerName,
      subjects: names('the subjects of certificates that may send'),
      proxies: names('the addresses of the proxies that check certificates'),
      ...idHeader,
    },
    ({ id_header, ...spec }) => clientCertificate({ ...spec, idHeader: id_header ?? null }),
  ),
  way('hmac', hmacKeys, ({ id_header, tolerance_minutes, timestamp, ...spec }) =>
    hmacVerifier({
      ...spec,
      timestamp: timestamp ?? null,
      idHeader: id_header ?? null,
      toleranceMs: tolerance_minutes * MINUTE_MS,
    }),
  ),
] as const;
const KINDS = ['standard-webhooks', 'zendesk', 'jira', 'github', 'header', 'basic', 'none', 'hmac', 'jwt', 'mtls'];

/** How a sender of webhooks is known. */
export const verifyForm = () =>
  z.discriminatedUnion('kind', WAYS, write(`how the sender is known: { kind: ${KINDS.join(' | ')} }`));
