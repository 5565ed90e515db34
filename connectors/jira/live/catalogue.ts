import { z } from 'zod';
import type { Lane } from '../../../src/connector/lane.ts';
import { type Aspect, aspectsOf } from '../aspects.ts';
import { satisfactionFields } from '../feedback.ts';
import { statusList, text } from '../schema.ts';
import { readAs } from './answers.ts';
import type { Site } from './site.ts';

/** What was set up in this Jira, as far as reading its issues needs it. */
export interface Catalogue {
  readonly aspects: readonly Aspect[];
  /** The fields to ask for. */
  readonly fields: readonly string[];
  /** Types of the custom ones among them, as `expand=schema` would tell. */
  readonly schema: Readonly<Record<string, { readonly custom: string }>>;
  /** Fields that hold SLAs; empty: this account sees none. */
  readonly slas: readonly string[];
  /** Undefined: this account sees none. */
  readonly rating: string | undefined;
  readonly ratingDate: string | undefined;
  readonly statuses: z.output<typeof statusList>;
}

const SLA = 'com.atlassian.servicedesk:sd-sla-field';
/** What an issue says of itself besides what is followed through its history. */
const ITS_OWN = ['created', 'updated', 'creator', 'project', 'resolutiondate', 'issuelinks', 'parent', 'comment'];
/** Somebody may set up a new field at any time. */
const LASTS_MS = 3_600_000;

const fieldList = z.array(z.object({ id: text, schema: z.object({ custom: text }).nullish().catch(null) }));

/** Asked for once an hour, however many ask. */
export function catalogueOf(site: Site): (lane: Lane) => Promise<Catalogue> {
  let known: { readonly at: number; readonly catalogue: Promise<Catalogue> } | null = null;
  return (lane) => {
    if (known === null || site.now() - known.at > LASTS_MS) {
      const fresh = { at: site.now(), catalogue: readCatalogue(site, lane) };
      known = fresh;
      fresh.catalogue.catch(() => {
        if (known === fresh) known = null;
      });
    }
    return known.catalogue;
  };
}

async function readCatalogue(site: Site, lane: Lane): Promise<Catalogue> {
  const [fields, statuses] = await Promise.all([
    site.ask({ path: site.api('/field'), lane }),
    site.ask({ path: site.api('/status'), lane }),
  ]);
  const types = new Map(
    readAs('list of fields', fieldList, fields.data).map(
      ({ id, schema }) => [id ?? '', schema?.custom ?? null] as const,
    ),
  );
  const custom = [...types].flatMap(([id, type]) =>
    id === '' || type === null ? [] : [[id, { custom: type }] as const],
  );
  const all = Object.fromEntries(custom);
  const aspects = aspectsOf(site.settings, all);
  const { rating, date } = satisfactionFields(site.settings, all);
  const slas = custom.filter(([, { custom: type }]) => type === SLA).map(([id]) => id);
  const followed = [...aspects.map(({ field }) => field), rating ?? '', date ?? ''].filter((field) => field !== '');
  return {
    aspects,
    fields: [...new Set([...ITS_OWN, ...followed, ...slas])],
    schema: Object.fromEntries(custom.filter(([id]) => followed.includes(id))),
    slas,
    rating,
    ratingDate: date,
    statuses: statusList.parse(statuses.data),
  };
}
