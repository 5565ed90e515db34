import { z } from 'zod';
import type { Ask, Client } from '../../../src/connector/client.ts';
import { SourceTrouble } from '../../../src/connector/source-trouble.ts';
import type { Instant } from '../../../src/domain/interval.ts';
import { shortened } from '../reading.ts';

/** No list that is read to its end at one go is longer: a page has a hundred rows. */
const MOST_PAGES = 10_000;

/** Statuses by which parts of the API say that the plan, or the account's settings, do not have them. */
export const NOT_HERE: readonly number[] = [403, 404];

/** One answer. Null: it was one of `ask.also`. Throws SourceTrouble, also where it is not as the API gives it. */
export async function asked<S extends z.ZodType>(client: Client, ask: Ask, schema: S): Promise<z.output<S> | null> {
  const answer = await client.ask(ask);
  if (ask.also?.includes(answer.status) === true) return null;
  return shaped(ask, schema, answer.data);
}

/** As `asked`, for what is there always. */
export async function told<S extends z.ZodType>(
  client: Client,
  ask: Omit<Ask, 'also'>,
  schema: S,
): Promise<z.output<S>> {
  const { data } = await client.ask(ask);
  return shaped(ask, schema, data);
}

/** Throws SourceTrouble. */
export function shaped<S extends z.ZodType>({ path }: Pick<Ask, 'path'>, schema: S, data: unknown): z.output<S> {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const places = [...new Set(result.error.issues.map((issue) => issue.path.join('.') || 'all of it'))];
  const where = shortened(places.slice(0, 5).join(', '));
  const remedy = 'Is the address that of the account, such as https://acme.zendesk.com?';
  throw new SourceTrouble(
    'again',
    `${path} was answered with something else than Zendesk's API gives: ${where}. ${remedy}`,
  );
}

/** Throws SourceTrouble. */
export function timeTold({ path }: Pick<Ask, 'path'>, written: string): Instant {
  const at = Date.parse(written);
  if (Number.isFinite(at)) return at;
  throw new SourceTrouble(
    'refused',
    `${path} was answered with "${shortened(written)}" for a time. Update Stepladder.`,
  );
}

const following = z.object({
  meta: z.object({ has_more: z.boolean(), after_cursor: z.string().nullish() }).nullish(),
  next_page: z.string().nullish(),
});

/** All pages of a list, by cursor, up to the end that the list itself tells. A list that is not here has no page. */
export async function* pages<S extends z.ZodType>(client: Client, ask: Ask, schema: S): AsyncGenerator<z.output<S>> {
  const seen = new Set<string>();
  let after: string | null = null;
  for (let count = 0; count < MOST_PAGES; count++) {
    const query: Ask['query'] = { 'page[size]': 100, ...ask.query, ...(after !== null && { 'page[after]': after }) };
    const { status, data } = await client.ask({ ...ask, query });
    if (ask.also?.includes(status) === true) return;
    yield shaped(ask, schema, data);
    after = nextOf(ask, shaped(ask, following, data));
    if (after === null) return;
    if (seen.has(after)) throw endless(ask.path);
    seen.add(after);
  }
  throw endless(ask.path);
}

/** Null: that was the last page. */
function nextOf({ path }: Ask, { meta, next_page: nextPage }: z.output<typeof following>): string | null {
  const more = meta?.has_more ?? nextPage != null;
  if (!more) return null;
  if (meta?.after_cursor != null) return meta.after_cursor;
  throw new SourceTrouble('refused', `${path} has more pages and does not say where. Update Stepladder.`);
}

/** The same page again, or pages without end. */
export const endless = (path: string): SourceTrouble =>
  new SourceTrouble('again', `${path} leads in a circle. It is tried again; if that goes on, tell Zendesk.`);
