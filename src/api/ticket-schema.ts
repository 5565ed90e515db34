import { z } from 'zod';
import { agentSchema, instant } from './schemas.ts';

const automatic = z.boolean().describe('an automation began it');

export const ticketSchema = z.object({
  id: z.string(),
  openedAt: instant,
  status: z.string(),
  sourceStatus: z.string().nullable(),
  kind: z.string().nullable(),
  priority: z.string().nullable(),
  workType: z.string().nullable(),
  team: z.string().nullable(),
  statuses: z.array(
    z.object({
      start: instant,
      end: instant.nullable(),
      status: z.string(),
      sourceStatus: z.string().nullable(),
      automatic,
    }),
  ),
  assignments: z.array(
    z.object({
      start: instant,
      end: instant.nullable(),
      holder: z.string().nullable().describe('name of the person; null: nobody, or an automation'),
      holderId: agentSchema.shape.id.nullable(),
      team: z.string().nullable(),
      automatic,
    }),
  ),
  resolutions: z.array(
    z.object({
      at: instant,
      resolver: z.string().nullable(),
      resolverId: agentSchema.shape.id.nullable(),
      reopenedAt: instant.nullable(),
    }),
  ),
  sourceSla: z.record(z.string(), z.boolean()),
});

export type TicketView = z.output<typeof ticketSchema>;
