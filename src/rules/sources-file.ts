import { z } from 'zod';
import type { ReadingFrom } from '../connector/remote.ts';
import { anyOf } from '../connector/verifiers/index.ts';
import type { Verifier } from '../connector/webhook.ts';
import { keys, text, write } from './forms.ts';
import type { Problems } from './problems.ts';
import { readingForm } from './reading-form.ts';
import { verifyForm } from './verify-form.ts';

/** A system whose tickets are taken in: what understands it, who may send webhooks for it, how it is read. */
export interface Source {
  readonly id: string;
  readonly connector: string;
  /** The connector's own, as YAML; null: none. */
  readonly settings: string | null;
  /** Null: it sends no webhooks. */
  readonly webhook: { readonly verifier: Verifier; readonly limitBytes: number } | null;
  /** Null: it is not asked for anything. */
  readonly reading: ReadingFrom | null;
}

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

const sourceForm = keys({
  connector: text('the id of a connector, such as ticket-log'),
  verify: verifyForm().optional(),
  verify_also: z.array(verifyForm(), write('a list of further ways to know a sender')).default([]),
  limit: size().default(UNITS.MB),
  read: readingForm().optional(),
  settings: text('the settings of the connector as a block of text: settings: |').optional(),
});

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const form = z.record(z.string(), sourceForm, write('sources by their ids')).superRefine((sources, { addIssue }) => {
  for (const id of Object.keys(sources).filter((one) => !ID.test(one))) {
    addIssue({ code: 'custom', path: [id], message: 'Name a source by lower case letters, digits and -.' });
  }
  for (const [id, { verify, verify_also, read }] of Object.entries(sources)) {
    if (verify === undefined && verify_also.length > 0) {
      addIssue({ code: 'custom', path: [id], message: 'verify_also adds to verify. Write the first way as verify.' });
    }
    if (verify !== undefined || read !== undefined) continue;
    const message = `nothing comes from it. Write how its sender is known (verify: { kind: … }), or where it is read (read: …).`;
    addIssue({ code: 'custom', path: [id], message });
  }
});

/** Where tickets come from. Secrets are not here: they come by the environment (docs/webhooks.md, docs/connect.md). */
export function readSources(file: string, text: string, problems: Problems): Source[] {
  const placed = problems.read(file, text, form);
  if (placed === null) return [];
  return Object.entries(placed.value).map(([id, { connector, verify, verify_also, limit, read, settings = null }]) => ({
    id,
    connector,
    settings,
    webhook: verify === undefined ? null : { verifier: anyOf([verify, ...verify_also]), limitBytes: limit },
    reading: read === undefined ? null : { source: id, settings, ...read },
  }));
}
