import { z } from 'zod';
import {
  basicSecret,
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
import type { Problems } from './problems.ts';

/** A source that sends webhooks: who may, how large, and what reads them. */
export interface WebhookSource {
  readonly id: string;
  readonly connector: string;
  /** The connector's own, as YAML; null: none. */
  readonly settings: string | null;
  readonly verifier: Verifier;
  readonly limitBytes: number;
}

const MINUTE_MS = 60_000;
const UNITS = { kB: 1_000, MB: 1_000_000 } as const;
const MOST_BYTES = 25 * UNITS.MB;

const size = () => {
  const wanted = write('a size of at most 25MB, such as 256kB or 1MB');
  return z
    .string(wanted)
    .refine((spec) => /^[1-9]\d*(kB|MB)$/.test(spec) && bytesOf(spec) <= MOST_BYTES, wanted)
    .transform(bytesOf);
};
const bytesOf = (spec: string): number => Number(spec.slice(0, -2)) * UNITS[spec.slice(-2) as keyof typeof UNITS];

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
  way('hmac', hmacKeys, ({ id_header, tolerance_minutes, timestamp, ...spec }) =>
    hmacVerifier({
      ...spec,
      timestamp: timestamp ?? null,
      idHeader: id_header ?? null,
      toleranceMs: tolerance_minutes * MINUTE_MS,
    }),
  ),
] as const;
const KINDS = ['standard-webhooks', 'zendesk', 'jira', 'github', 'header', 'basic', 'none', 'hmac'];

const sourceForm = keys({
  connector: text('the id of a connector, such as ticket-log'),
  verify: z.discriminatedUnion('kind', WAYS, write(`how the sender is known: { kind: ${KINDS.join(' | ')} }`)),
  limit: size().default(UNITS.MB),
  settings: text('the settings of the connector as a block of text: settings: |').optional(),
});

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const form = z.record(z.string(), sourceForm, write('sources by their ids')).superRefine((sources, { addIssue }) => {
  for (const id of Object.keys(sources).filter((one) => !ID.test(one))) {
    addIssue({ code: 'custom', path: [id], message: 'Name a source by lower case letters, digits and -.' });
  }
});

/** Who may send webhooks. Their secrets are not here: they come by the environment (docs/webhooks.md). */
export function readWebhookSources(file: string, text: string, problems: Problems): WebhookSource[] {
  const placed = problems.read(file, text, form);
  if (placed === null) return [];
  return Object.entries(placed.value).map(([id, { connector, verify, limit, settings }]) => ({
    id,
    connector,
    settings: settings ?? null,
    verifier: verify,
    limitBytes: limit,
  }));
}
