import { z } from 'zod';
import { agentSchema, estimateSchema, instant, subjectSchema } from './schemas.ts';

const typeMasterySchema = z.object({
  workType: z.string(),
  state: z
    .enum(['mastered', 'not-shown', 'not-offered'])
    .describe('not-offered: fewer than 5 such tickets came to them, so they could not show it'),
  probability: z
    .number()
    .nullable()
    .describe("that they do it as well as the desk's target over all work asks; null: nothing could be scored yet"),
  estimate: estimateSchema.nullable().describe("success rate on the desk's mix of this work"),
  lastAt: instant.nullable().describe('their last resolution of it that is scored'),
  missing: z
    .number()
    .nullable()
    .describe('about how many more resolutions at the present rate would show it; null: no likely number would'),
  taken: z.number().describe('such tickets that came to them'),
  alone: z.number().describe('of these, resolved by them without handing on'),
});

const heldBack = z.string().nullable().describe('why nothing of it may be held for or against a person; null: it may');
const asOf = instant.nullable().describe('the evaluation it was settled with; null: none yet');

export const agentMasterySchema = z.object({
  asOf,
  agent: agentSchema.pick({ id: true, name: true, team: true }),
  heldBack,
  types: z.array(typeMasterySchema).describe('every kind of work the desk does regularly, and all others they had'),
});

export const teamMasterySchema = z.object({
  asOf,
  team: z.string().nullable().describe('null: the whole desk'),
  teams: z.array(z.string()),
  heldBack,
  types: z.array(
    z.object({
      workType: z.string(),
      busFactor: estimateSchema.nullable().describe('of the whole desk: people who have shown mastery of it'),
      nobodyPresent: estimateSchema.nullable().describe('of the whole desk: chance that none of them is there'),
    }),
  ),
  people: z
    .array(
      z.object({
        agent: subjectSchema.pick({ id: true, name: true, team: true }),
        cells: z.array(typeMasterySchema).describe('what they were offered; all else they were not'),
      }),
    )
    .describe('by name: it is no ranking'),
});

export type TypeMastery = z.output<typeof typeMasterySchema>;
export type AgentMastery = z.output<typeof agentMasterySchema>;
export type TeamMastery = z.output<typeof teamMasterySchema>;
