import { z } from 'zod';
import { SourceTrouble } from '../../../src/connector/source-trouble.ts';
import { text } from '../schema.ts';

/** What an answer has to be, for us to go on with it. */
export function readAs<S extends z.ZodType>(what: string, schema: S, data: unknown): z.output<S> {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  throw new SourceTrouble('again', `Jira gave no ${what} that can be read. If this stays so, report it.`);
}

export type Json = Readonly<Record<string, unknown>>;
export const anyObject = z.record(z.string(), z.unknown());

export const accountSchema = {
  tenant: z.object({ cloudId: z.string().regex(/^[\w-]{1,64}$/) }),
  myself: z.object({ accountId: text, key: text, name: text, displayName: text, emailAddress: text }),
};

const id = z.union([z.string(), z.number()]).transform(String);

/** An issue of which the dates alone count. */
export const listedIssue = z.object({ id, key: text, fields: anyObject.catch({}) });
export type ListedIssue = z.output<typeof listedIssue>;

export const wholeIssue = z.object({ id, key: text, fields: anyObject, properties: anyObject.catch({}) });
export type WholeIssue = z.output<typeof wholeIssue> & { readonly changelog?: unknown };
