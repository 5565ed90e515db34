import { z } from 'zod';
import { agentSchema, instant } from './schemas.ts';

const share = z.number().min(0).max(1);

const stageSchema = z.object({
  id: z.string(),
  title: z.string(),
  why: z.string(),
  sfia: z.array(z.string()).describe('codes of SFIA 9 with their levels'),
  duties: z.array(z.object({ what: z.string(), cadence: z.string() })),
  role: z
    .object({ id: z.string(), title: z.string() })
    .nullable()
    .describe('the role whose flag makes people look; null: people alone decide'),
  openedByPeople: z.string().nullable().describe('why no rule can say it'),
  needs: z.array(z.object({ path: z.string(), stage: z.string(), title: z.string() })),
  keeps: z.object({ lower: share, upper: share }).nullable().describe('how much of the work stays of earlier kinds'),
  work: z.array(z.string()).describe('kinds of work it is about; empty: all of the team'),
  plannedWeeks: z.number(),
  customerContact: share.describe('least share of the work that is done with customers'),
  whyLessContact: z.string().nullable(),
  exit: z.enum(['inside', 'beyond']).nullable().describe('where the path is meant to end; null: it goes on'),
});

export const pathListSchema = z.object({
  paths: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      why: z.string(),
      version: z.string(),
      stages: z.array(stageSchema),
      gates: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          why: z.string(),
          byWeek: z.number().describe('weeks since the first stage of the path was begun'),
          reaches: z.array(z.string()).describe('path/stage; one of them is enough'),
          heldWeeks: z.number(),
          records: z.array(z.string()),
        }),
      ),
    }),
  ),
});

/** Where a stage lies for somebody: been through, held, open as the next, or further on. */
const stepSchema = z.object({
  stage: z.string(),
  title: z.string(),
  why: z.string(),
  state: z.enum(['been', 'held', 'next', 'later']),
  since: instant.nullable().describe('since when it is held'),
  plannedUntil: instant.nullable().describe('when the next step is to be talked about at the latest'),
  overPlan: z.boolean(),
});

const gapSchema = z.object({
  kind: z.enum(['figure', 'record']),
  title: z.string(),
  verdict: z.enum(['not-met', 'not-enough-data']),
  why: z.string().describe('why the role asks for it'),
  reason: z.string().describe('why it is not met yet'),
  nearestChange: z.string().describe('what would change that'),
});

const timeToReadySchema = z.object({
  weeks: z
    .object({ from: z.number(), to: z.number() })
    .nullable()
    .describe('null: no number of tickets would do it, or nobody can tell'),
  sentence: z.string(),
});

const nextStageSchema = z.object({
  path: z.string(),
  pathTitle: z.string(),
  stage: z.string(),
  title: z.string(),
  why: z.string(),
  openedByPeople: z.string().nullable(),
  plannedWeeks: z.number(),
  role: z
    .object({
      id: z.string(),
      title: z.string(),
      readiness: z.enum(['not-enough-data', 'developing', 'nominated', 'strong']).nullable(),
      readySince: instant.nullable(),
      met: z.number().describe('how many of the points asked are met'),
      asked: z.number(),
      gaps: z.array(gapSchema),
      timeToReady: timeToReadySchema.nullable().describe('null: it was not judged yet'),
    })
    .nullable()
    .describe('null: people alone decide'),
  notOffered: z
    .array(z.string())
    .describe('kinds of its work that hardly came to them: not shown is not "not mastered"'),
});

export const agentPathSchema = z.object({
  asOf: instant.nullable().describe('the latest settled evaluation; null: none yet'),
  agent: agentSchema.pick({ id: true, name: true, team: true }),
  paths: z
    .array(z.object({ path: z.string(), title: z.string(), why: z.string(), steps: z.array(stepSchema) }))
    .describe('those on which they are at a stage'),
  next: z.array(nextStageSchema).describe('stages they could begin next'),
  gates: z.array(
    z.object({
      path: z.string(),
      title: z.string(),
      why: z.string(),
      dueAt: instant,
      state: z.enum(['passed', 'overdue', 'ahead']),
      missing: z.array(z.string()),
    }),
  ),
});

export type PathList = z.output<typeof pathListSchema>;
export type AgentPath = z.output<typeof agentPathSchema>;
export type NextStage = AgentPath['next'][number];
export type PathSteps = AgentPath['paths'][number];
