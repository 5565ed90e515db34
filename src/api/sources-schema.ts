import { z } from 'zod';
import { instant, statusSchema } from './schemas.ts';

export const sourceSchema = z.object({
  id: z.string(),
  connector: z.object({ id: z.string(), title: z.string() }),
  sendsWebhooks: z.boolean(),
  isRead: z.boolean().describe('whether the service asks it for tickets; false: it only tells of them'),
  tickets: z.number().describe('known at the source, those that are gone with them'),
  gone: z.number(),
  waiting: z.object({
    live: z.number().describe('tickets that have changed and are to be read'),
    backfill: z.number().describe('tickets of the history that are to be read'),
    oldest: instant.nullable().describe('since when the longest waiting live one waits; null: none does'),
  }),
  failing: z.object({
    tickets: z.number().describe('among the waiting ones, those that could not be read; they are tried again'),
    example: z.string().nullable().describe('why one of them could not, and what to do'),
  }),
  lastWebhook: instant.nullable().describe('null: none has come'),
  reconciled: z
    .object({
      at: instant,
      listed: z.number(),
      drifted: z.number().describe('tickets that were at another version here, and are read again'),
      missing: z.number().describe('tickets that the source does not list any more'),
    })
    .nullable()
    .describe('what the last comparison with the source found; null: there was none'),
  unmapped: z.object({
    words: z.number(),
    most: z.array(z.object({ what: z.string(), word: z.string(), count: z.number() })).describe('those met most often'),
  }),
});

export const sourcesSchema = z.object({
  at: instant.describe('when this was counted'),
  deliveries: statusSchema.shape.deliveries.describe('of all sources, imported files too'),
  sources: z.array(sourceSchema),
});

export type SourceView = z.output<typeof sourceSchema>;
export type SourcesView = z.output<typeof sourcesSchema>;
