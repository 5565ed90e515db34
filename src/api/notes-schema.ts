import { z } from 'zod';
import { instant } from './schemas.ts';

/** What people should ask about before they trust figures. Nothing here is a score, and no rule can name it. */
const noteSchema = z.object({
  subject: z.object({
    kind: z.enum(['agent', 'desk']),
    id: z.string(),
    name: z.string(),
    team: z.string().nullable(),
  }),
  n: z.number().describe('observations it rests on'),
  sentence: z
    .string()
    .describe('with both counts and the interval; as no number apart, so that nobody is ranked by it'),
  ask: z.string(),
});

const signalSchema = z.object({
  id: z.string(),
  title: z.string(),
  mayMean: z.string().describe('what may lie behind it, innocent reasons first'),
  asks: z.string().describe('the question to people'),
  source: z.string(),
  counted: z.string().describe('what n counts'),
  notes: z.array(noteSchema).describe('by team and name, never by size'),
});

export const noteListSchema = z.object({
  asOf: instant.nullable().describe('the latest settled evaluation; null: none yet'),
  signals: z.array(signalSchema).describe('all that is looked for, also where there is nothing to ask'),
});

export type NoteList = z.output<typeof noteListSchema>;
export type NotedSignal = z.output<typeof signalSchema>;
export type NoteView = z.output<typeof noteSchema>;
