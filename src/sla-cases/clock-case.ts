import { z } from 'zod';
import { BOUNDARIES, CHANGES, choiceWord, HOLD_UNITS } from './clock-words.ts';
import { instant, seconds } from './fields.ts';

const choice = <const C extends readonly [string, ...string[]]>(choices: C) =>
  z
    .string()
    .transform(choiceWord)
    .pipe(z.enum(choices))
    .default(choices[0] as C[0]);

/** What a clock case is asked, by the names of docs/service-levels.md and the options of a policy. */
export const clockCaseForm = z.object({
  metric: z.string(),
  start: instant,
  target_seconds: seconds.optional(),
  initial_status: z.string().default('open'),
  events: z.array(z.record(z.string(), z.unknown())).default([]),
  pause_statuses: z.array(z.string()).optional(),
  stop_at: instant.optional(),
  as_of: instant.optional(),
  boundary: choice(BOUNDARIES),
  hold_unit: choice(HOLD_UNITS),
  on_change: choice(CHANGES),
  solve_counts_as_reply: z.boolean().default(false),
});
export type ClockCase = z.output<typeof clockCaseForm>;
