import { z } from 'zod';
import { SLA_REASONS } from '../domain/sla/compare.ts';

export const slaCompareSchema = z.object({
  targets: z.array(
    z.object({
      target: z.string().describe("the source's name of its target, compared with our clock of that name"),
      bothMet: z.number(),
      bothBreached: z.number(),
      differ: z.number(),
      differences: z.array(
        z.object({
          reason: z.enum(SLA_REASONS).describe('the most likely one'),
          tickets: z.number(),
          sourceMet: z.number().describe("of those, met by the source's word"),
          offBy: z
            .array(z.object({ upTo: z.number().nullable(), tickets: z.number() }))
            .describe('tickets by how far elapsed is from our target, as a share of the target; null: further'),
          examples: z.array(
            z.object({
              ticket: z.string(),
              sourceMet: z.boolean(),
              ours: z
                .object({
                  met: z.boolean(),
                  elapsedMs: z.number(),
                  targetMs: z.number(),
                  policy: z.string().nullable(),
                  priority: z.string().nullable(),
                })
                .nullable()
                .describe('null: we have no result'),
            }),
          ),
        }),
      ),
    }),
  ),
});

export type SlaCompareView = z.output<typeof slaCompareSchema>;
