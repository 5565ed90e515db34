import { z } from 'zod';

/** What a person's last eight weeks go with. Circumstances that tickets show; what brought it about only people can say. */
export const fallSchema = z.object({
  before: z.number().describe('share of good outcomes at the person’s own earlier level, on their earlier work, 0..1'),
  recent: z.number().describe('share of good outcomes in the last eight weeks, 0..1'),
  resolutionsBefore: z.number(),
  resolutions: z.number(),
  parts: z.array(
    z.object({
      cause: z.enum(['mix', 'off-day', 'absence', 'new-work', 'load', 'rest']),
      change: z.number().describe('share, negative: worse; they add up to recent less before'),
      give: z.number().describe('half the width of the 90 % interval, from chance alone'),
      resolutions: z.number(),
      sentence: z.string(),
    }),
  ),
  sentence: z.string(),
});

export type FallView = z.output<typeof fallSchema>;
