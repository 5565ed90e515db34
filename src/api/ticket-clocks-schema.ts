import { z } from 'zod';
import type { SlaState } from '../domain/sla/clock.ts';
import { CLOCKS } from '../domain/sla/policy.ts';
import { agentSchema, instant } from './schemas.ts';

const heldBy = {
  holder: z.string().nullable().describe('name of the person; null: nobody, or an automation'),
  holderId: agentSchema.shape.id.nullable(),
  team: z.string().nullable(),
};
const span = { start: instant, end: instant };
const overrunSchema = z
  .array(z.object({ ...heldBy, ms: z.number(), percent: z.number() }))
  .describe('milliseconds and percent of the overrun; they add up to it');

const attributionSchema = z.object({
  overMs: z.number().describe('elapsed beyond the target'),
  atBreach: z.object(heldBy).nullable().describe('who held it at that instant; later hand-overs change nothing'),
  byShare: overrunSchema,
  byBudgetExcess: overrunSchema.nullable().describe('the one to decide by; null: not known, and `budget` says why'),
  budget: z.object({
    medianMs: z.number().nullable(),
    holdings: z.number(),
    words: z.string().describe('where the median comes from, or why there is none'),
  }),
});

const SLA_STATES = [
  'running',
  'paused',
  'met',
  'breached',
  'cancelled',
  'superseded',
  'unpromised',
] as const satisfies readonly SlaState[];

export const clockSchema = z.object({
  clock: z.enum(CLOCKS),
  title: z.string(),
  cycle: z.number().describe('from 1, in order of start'),
  policy: z
    .object({
      id: z.string(),
      kind: z.enum(['sla', 'ola']),
      title: z.string(),
      options: z.array(z.string()).describe('each choice of the policy that decides this clock, in words'),
    })
    .nullable()
    .describe('null: nothing was promised'),
  priority: z.string().nullable(),
  calendar: z.string(),
  state: z
    .enum(SLA_STATES)
    .describe(
      'met and breached: against the target, stopped or not; cancelled: came to nothing within target; superseded: another target took over; unpromised: no target',
    ),
  startedAt: instant,
  stoppedAt: instant.nullable().describe('null: not yet'),
  stoppedBy: z.string().nullable().describe('what stopped it, in a word'),
  targetMs: z.number().nullable().describe('open time, as all durations here that do not say otherwise'),
  elapsedMs: z.number(),
  pausedMs: z.number(),
  dueAt: instant.nullable().describe('when the target is, was or would be used up; null: no target, or it stands'),
  breachedAt: instant.nullable(),
  bornBreached: z.boolean().describe('the target was used up before it applied'),
  spells: z.array(
    z.object({
      ...span,
      ...heldBy,
      status: z.string(),
      sourceStatus: z.string().nullable(),
      running: z.boolean().describe('false: it stands'),
      calendar: z.string(),
      openMs: z.number(),
    }),
  ),
  openHours: z
    .array(z.object(span))
    .nullable()
    .describe('when its calendar is open, from its start to its end or due time; null: too many to list'),
  split: z
    .array(z.object({ ...heldBy, elapsedMs: z.number(), pausedMs: z.number(), percent: z.number() }))
    .describe('who used the time; sums are exact, and percent of the elapsed time adds up to 100'),
  attribution: attributionSchema.nullable().describe('null: not breached'),
  warnings: z.array(
    z.object({
      ...heldBy,
      percent: z.number().describe('of the target'),
      at: instant,
      actedAt: instant.nullable().describe('the first thing a person did on the ticket after it; null: nothing yet'),
    }),
  ),
  nextWarning: z
    .object({ percent: z.number(), at: instant })
    .nullable()
    .describe('if it runs on as it does; null: it stands, has stopped, or has given all'),
});

export const ticketClocksSchema = z.object({
  id: z.string(),
  asOf: instant,
  timezone: z.string().describe('of the desk'),
  clocks: z.array(clockSchema),
  leftOut: z.number().describe('clocks without a target that are not listed; all=true lists them'),
});

export type ClockView = z.output<typeof clockSchema>;
export type TicketClocks = z.output<typeof ticketClocksSchema>;
