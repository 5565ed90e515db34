import { z } from 'zod';
import { personStandingSchema } from './decisions-schema.ts';
import { agentPathSchema } from './path-schema.ts';
import { agentSchema, flagDetailSchema, instant } from './schemas.ts';

/** All that one person is shown of themself, and nothing of anybody else. */
export const ownSchema = z.object({
  person: agentSchema.pick({ id: true, name: true, team: true }),
  asOf: instant.nullable().describe('the latest settled evaluation; null: none yet'),
  flags: z.array(flagDetailSchema),
  standing: personStandingSchema,
  path: agentPathSchema.omit({ asOf: true, agent: true }),
});

export type OwnView = z.output<typeof ownSchema>;
