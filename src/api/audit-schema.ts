import { z } from 'zod';
import { GROUPINGS } from '../audit/grouping.ts';
import { instant } from './schemas.ts';

const hidden = z
  .enum(['small', 'beside-small'])
  .nullable()
  .describe('why nothing of the group is shown: it is small, or would give a small one away by subtraction');
const share = z.number().min(0).max(1);
const q = share.describe(
  'of the mid-p against all others shown, corrected for all comparisons of the answer (Benjamini and Hochberg); of those below .1 a tenth is expected to be wrong',
);

const likeForLikeSchema = z.object({
  raw: z.number().describe("good outcomes of the group's tickets less those of all others shown, over all work"),
  within: z.number().describe('the same on the same kinds of work: work type and priority'),
  lower: z.number(),
  upper: z.number(),
  reversed: z.boolean().describe('the raw difference points to the other side: it misleads'),
  shared: share.describe("of the group's tickets, those of kinds of work the others did too"),
});

const comparedSchema = z.object({
  ratio: z.number().describe('impact ratio: rate over that of the most selected group'),
  lower: z.number(),
  upper: z.number().nullable().describe('null: no upper end'),
  difference: z.number().describe('statistical parity difference'),
  p: share.describe("Fisher's exact, two-sided"),
  midP: share,
  belowFourFifths: z.boolean().describe('a reason to look, never a verdict'),
});

const ratesSchema = z.object({
  rule: z.string().nullable().describe('readiness rule whose flag is up; null: the score above the median of all'),
  title: z.string(),
  reference: z
    .string()
    .nullable()
    .describe(
      'the most selected group shown; null: nothing is compared, as too few are shown, or nobody or everybody is selected',
    ),
  breachByChance: share
    .nullable()
    .describe('how often a fair process with groups of these sizes leaves one of them below four fifths'),
  groups: z.array(
    z.object({
      group: z.string(),
      hidden,
      people: z.number().nullable(),
      selected: z.number().nullable(),
      rate: share.nullable(),
      compared: comparedSchema.nullable().describe('null: hidden, or the most selected group itself'),
      q: q.nullable(),
    }),
  ),
});

export const fairnessAuditSchema = z.object({
  asOf: instant.describe('the evaluation that is audited'),
  from: instant.describe('the tickets counted were resolved from here on'),
  level: z.number().describe('two-sided confidence of all limits'),
  groupings: z.array(
    z.object({
      by: z.enum(GROUPINGS),
      says: z.array(z.string()).describe('what the numbers show and what they do not'),
      groups: z.array(
        z.object({
          group: z.string(),
          hidden,
          people: z.number(),
          tickets: z.number().nullable(),
          likeForLike: likeForLikeSchema.nullable().describe('null: hidden, or no kind of work is shared'),
        }),
      ),
      crossOver: z
        .object({ crossOver: share, comparable: z.boolean(), parts: z.number() })
        .nullable()
        .describe("tickets worked outside the person's own main shift or team; null: not known"),
      rates: z.array(ratesSchema),
    }),
  ),
});

export type FairnessAuditView = z.output<typeof fairnessAuditSchema>;
