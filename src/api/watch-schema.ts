import { z } from 'zod';
import { instant, subjectSchema } from './schemas.ts';

const watchedSchema = z.object({
  subject: subjectSchema,
  since: instant,
  sentence: z.string(),
  flag: z.string().nullable().describe('id of the flag it is about; null: none'),
});

const watchKindSchema = z.object({
  id: z.enum([
    'ready-and-waiting',
    'overlooked',
    'challenge-open',
    'promise-overdue',
    'gate-overdue',
    'stagnation',
    'earlier-work-lost',
    'clerical-only',
    'thin-bench',
  ]),
  title: z.string(),
  why: z.string(),
  first: z.string().describe('who is told of it first'),
  what: z.string().describe('what to do'),
  source: z.string().describe('the requirement it stands for'),
  items: z.array(watchedSchema).describe('by team and name, never by a figure'),
});

export const watchListSchema = z.object({
  asOf: instant.nullable().describe('the latest settled evaluation; null: none yet'),
  teams: z.array(z.string()),
  kinds: z.array(watchKindSchema).describe('all that is looked for, also where there is nothing'),
  steps: z
    .array(
      z.object({
        team: z.string(),
        people: z.number(),
        withStep: z.number().describe('at a stage within its planned time, or nominated, in support or on probation'),
      }),
    )
    .describe('how many of each team of five or more have a step before them (S003-16)'),
});

export type WatchList = z.output<typeof watchListSchema>;
export type WatchKind = WatchList['kinds'][number];
export type Watched = WatchKind['items'][number];
