import { z } from 'zod';
import { flagLifeSchema } from './decisions-schema.ts';
import { fallSchema } from './fall-schema.ts';

/** What the API says, shared with the web app. Instants are ISO 8601 in UTC; durations carry their unit in the name. */
export const instant = z.iso.datetime();

const verdictSchema = z.enum(['met', 'not-met', 'not-enough-data']);

export const subjectSchema = z.object({
  kind: z.enum(['agent', 'team', 'work-type', 'region', 'shift']),
  id: z.string(),
  name: z.string(),
  team: z.string().nullable(),
});

export const estimateSchema = z.object({
  value: z.number(),
  lower: z.number(),
  upper: z.number().nullable().describe('null: no upper end'),
  level: z.number().describe('two-sided confidence of lower..upper'),
  sampleSize: z.number(),
  effectiveSampleSize: z.number(),
});

const atTargetSchema = z
  .object({
    target: z.number(),
    probability: z.number().describe('that the figure is at or above the target, 0..1'),
    prior: z.number().describe("the same before any of the subject's own work was looked at"),
    evidenceRatio: z.number().describe("how many times the subject's own work raised the odds"),
  })
  .nullable()
  .describe('how sure it is that the target is reached; null: known by the interval only');
const heldBack = z.string().nullable().describe('why the figure gates nobody here; null: it may');
const expectationVersion = z.string().nullable().describe('version of the expectation it was made with; null: without');

export const metricSchema = z.object({
  id: z.string(),
  title: z.string(),
  family: z.enum(['quality', 'sla', 'coverage', 'team', 'load']),
  definition: z.string(),
  counted: z
    .enum([
      'resolutions',
      'hand-overs',
      'tickets taken',
      'open tickets',
      'tickets held',
      'warnings',
      'replies',
      'ratings',
      'reviews',
      'acts',
      'work types',
    ])
    .describe('what the sample size counts'),
  unit: z.enum(['share', 'hours', 'per-week', 'per-100', 'types', 'people', 'tickets', 'ratio']),
  direction: z.enum(['higher', 'lower', 'neither']),
  attribution: z.string(),
  source: z.string(),
  gaming: z.string().describe('known ways to game it, and what shows them'),
  minimumSample: z.number(),
  personalGate: z.boolean(),
  weeks: z.number().describe('window of the shown figures'),
});

export const figureSchema = z.object({
  metric: z.string(),
  title: z.string(),
  counted: metricSchema.shape.counted,
  unit: metricSchema.shape.unit,
  attribution: z.string(),
  subject: subjectSchema,
  weeks: z.number(),
  from: instant,
  to: instant,
  estimate: estimateSchema,
  enough: z.boolean().describe('false: fewer observations than the metric needs to be judged'),
  atTarget: atTargetSchema,
  heldBack,
  expectation: expectationVersion,
});

export const evidenceSchema = z.object({
  metric: z.string(),
  title: z.string(),
  definition: z.string(),
  counted: metricSchema.shape.counted,
  unit: metricSchema.shape.unit,
  attribution: z.string(),
  weeks: z.number(),
  comparison: z.enum(['at-least', 'at-most']),
  target: z.number(),
  stayTarget: z.number().nullable().describe('what a raised flag stays up by; null: the target itself'),
  confidence: z.number(),
  minimumSample: z.number(),
  evidenceRatio: z.number().nullable().describe('how many times own work must have raised the odds; null: not asked'),
  weight: z.enum(['required', 'not-clearly-below']),
  why: z.string(),
  verdict: verdictSchema,
  reason: z.string(),
  enough: z.boolean().describe('there was something to go by, whatever it says'),
  estimate: estimateSchema.nullable(),
  atTarget: atTargetSchema,
  heldBack,
  expectation: expectationVersion,
  nearestChange: z.object({ tickets: z.number().nullable(), sentence: z.string() }),
  mainAgent: z.string().nullable().describe('name of the person a figure about concentration rests on'),
  tickets: z.object({
    total: z.number(),
    hits: z.array(z.string()),
    misses: z.array(z.string()),
  }),
});

const askedRecordSchema = z.object({
  record: z.string().describe('kind of record'),
  title: z.string().describe('what a record of the kind is'),
  atLeast: z.number(),
  weeks: z.number().describe('back from the evaluation'),
});

export const recordEvidenceSchema = askedRecordSchema.extend({
  count: z.number().describe('how many people had put down'),
  verdict: verdictSchema,
  reason: z.string(),
  why: z.string(),
});

export const expressionEvidenceSchema = z.object({
  expression: z.string().describe('true or false of several figures and records together (CEL)'),
  why: z.string(),
  verdict: verdictSchema,
  reason: z.string(),
  figures: z.array(
    evidenceSchema
      .pick({ metric: true, title: true, counted: true, unit: true, weeks: true, estimate: true, heldBack: true })
      .describe('one that it speaks of, by its 95 % interval'),
  ),
  records: z.array(askedRecordSchema.omit({ atLeast: true }).extend({ count: z.number() })),
});

const readinessSchema = z.enum(['not-enough-data', 'developing', 'nominated', 'strong']);

const strongSchema = z.object({
  confidence: z.number(),
  holdFor: z.number().describe('consecutive evaluations'),
  minimumSample: z.number(),
  stayConfidence: z.number(),
});

const flagSchema = z.object({
  id: z.string(),
  kind: z.enum(['readiness', 'risk']),
  rule: z.string(),
  title: z.string(),
  ruleVersion: z.string(),
  subject: subjectSchema,
  state: z.enum(['open', 'withdrawn']),
  raisedAt: instant,
  withdrawnAt: instant.nullable(),
  withdrawnReason: z.string().nullable(),
  readiness: readinessSchema
    .nullable()
    .describe('how far somebody is towards the role; null: the flag is about a risk'),
  stands: flagLifeSchema.pick({ state: true, since: true, until: true }),
});

export const flagDetailSchema = flagSchema.extend({
  why: z.string(),
  holdFor: z.number(),
  leaveAfter: z.number(),
  askPeople: z.array(z.string()),
  asOf: instant.describe('the evaluation this evidence is of'),
  verdict: verdictSchema,
  evidence: z.array(evidenceSchema),
  records: z.array(recordEvidenceSchema),
  expressions: z.array(expressionEvidenceSchema),
  strong: strongSchema
    .extend({ heldFor: z.number(), since: instant.nullable() })
    .nullable()
    .describe('what strong readiness asks of the required figures, and how long it has held; null: not known here'),
  life: flagLifeSchema,
  fall: fallSchema.nullable().describe('of a risk to one person’s quality: what their last eight weeks go with'),
  history: z.array(z.object({ asOf: instant, verdict: verdictSchema, up: z.boolean() })),
});

export const listedFlagSchema = flagSchema.extend({
  furtherStep: z
    .object({
      title: z.string(),
      flag: z.string().nullable().describe('id of the flag about it; null: they are there'),
    })
    .nullable()
    .describe('of readiness nobody has acted on: a later step of the same path that takes this one in; null: none'),
});

export const flagListSchema = z.object({
  asOf: instant.nullable().describe('the latest settled evaluation; null: none yet'),
  flags: z.array(listedFlagSchema),
  refused: z
    .array(
      z.object({
        rule: z.string(),
        title: z.string(),
        subject: subjectSchema.shape.kind.describe('what the rule judges'),
        verdict: verdictSchema,
        subjects: z.number(),
      }),
    )
    .describe('how many subjects each rule judged, by verdict'),
});

export const agentSchema = z.object({
  id: z.string(),
  name: z.string(),
  team: z.string().nullable(),
  region: z.string().nullable(),
  shift: z.string().nullable(),
  accounts: z.array(z.string()),
});

export const evaluationSchema = z.object({
  asOf: instant,
  rulesVersion: z.string(),
  stale: z.boolean().describe('true: facts known before it have arrived since, and it will be settled again'),
});

const requirementSchema = evidenceSchema
  .pick({
    metric: true,
    weeks: true,
    comparison: true,
    target: true,
    stayTarget: true,
    confidence: true,
    minimumSample: true,
    evidenceRatio: true,
    weight: true,
  })
  .extend({ reason: z.string() });

export const ruleSchema = z.object({
  id: z.string(),
  kind: flagSchema.shape.kind,
  title: z.string(),
  subject: subjectSchema.shape.kind.describe('what the rule judges'),
  why: z.string(),
  version: z.string(),
  from: instant.nullable().describe('first instant this version judges; null: since ever'),
  until: instant.nullable().describe('instant from which a later version judges; null: none does'),
  requirements: z.array(requirementSchema),
  records: z.array(askedRecordSchema.extend({ reason: z.string() })),
  expressions: z.array(expressionEvidenceSchema.pick({ expression: true, reason: true })),
  holdFor: z.number().describe('consecutive evaluations for which it must hold before the flag is raised'),
  leaveAfter: z.number().describe('consecutive evaluations out of it before the flag is withdrawn'),
  stayConfidence: z.number().describe('confidence that keeps a raised flag up'),
  strong: strongSchema.nullable().describe('what strong readiness asks of the required figures; null: not known here'),
  asksInterest: z.boolean().describe('nobody who said that they do not want it is named'),
  firstSeenBy: z.enum(['agent', 'manager', 'lead']),
  askPeople: z.array(z.string()),
});

export const rulesSchema = z.object({ version: z.string(), rules: z.array(ruleSchema) });

const setAsideSchema = z.object({
  reason: z.string(),
  count: z.number(),
  example: z.object({ origin: z.string(), position: z.number(), detail: z.string() }),
});

export const statusSchema = z.object({
  deliveries: z.object({ pending: z.number(), done: z.number(), setAside: z.number() }),
  oldestPending: instant
    .nullable()
    .describe('when the delivery that has waited longest was received; null: none waits'),
  tickets: z.number(),
  events: z.number(),
  contributions: z.number(),
  setAside: z.array(setAsideSchema).describe('deliveries that could not be understood, by reason'),
  unmapped: z
    .array(z.object({ source: z.string(), what: z.string(), word: z.string(), count: z.number() }))
    .describe('words of the sources that no mapping knows'),
  latestEvaluation: evaluationSchema.nullable().describe('null: none yet'),
  rulesVersion: z.string().describe('of the rules in force'),
});

export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string().describe('what happened, and what to do about it'),
  errors: z
    .array(z.object({ field: z.string(), message: z.string() }))
    .optional()
    .describe('what is wrong with which parameter'),
});

export type Flag = z.output<typeof flagSchema>;
export type ListedFlag = z.output<typeof listedFlagSchema>;
export type FlagDetail = z.output<typeof flagDetailSchema>;
export type FlagList = z.output<typeof flagListSchema>;
export type RecordEvidenceView = z.output<typeof recordEvidenceSchema>;
export type ExpressionEvidenceView = z.output<typeof expressionEvidenceSchema>;
export type EvidenceView = z.output<typeof evidenceSchema>;
export type Figure = z.output<typeof figureSchema>;
export type MetricView = z.output<typeof metricSchema>;
export type AgentView = z.output<typeof agentSchema>;
export type EstimateView = z.output<typeof estimateSchema>;
export type SubjectView = z.output<typeof subjectSchema>;
export type EvaluationView = z.output<typeof evaluationSchema>;
export type RulesView = z.output<typeof rulesSchema>;
export type StatusView = z.output<typeof statusSchema>;
export type Problem = z.output<typeof problemSchema>;
