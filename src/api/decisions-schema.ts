import { z } from 'zod';

const instant = z.iso.datetime();
const DAY = 'has to be a date such as 2026-06-01, or an instant such as 2026-06-01T08:00:00Z.';
const day = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], DAY)
  .describe('a date, which means its midnight in the time zone of the desk, or an instant');
const yesOrNo = (what: string) => z.boolean('has to be true or false.').describe(what);
const text = (most: number) => {
  const wanted = `has to be given, in at most ${most} characters.`;
  return z.string(wanted).trim().min(1, wanted).max(most, wanted);
};

export const flagStateSchema = z
  .enum([
    'open',
    'acknowledged',
    'nominated',
    'in-support',
    'on-probation',
    'step-back-recommended',
    'challenged',
    'declined',
    'decided',
    'closed',
    'withdrawn',
    'expired',
  ])
  .describe('where it stands: what evaluations and people made of it');

export const flagActSchema = z.enum([
  'acknowledge',
  'nominate',
  'appoint',
  'start-support',
  'end-support',
  'start-probation',
  'recommend-step-back',
  'step-back',
  'decline',
  'challenge',
  'answer',
  'close',
]);

export const decisionSchema = z.object({
  id: z.string(),
  at: instant,
  by: z.string().describe('the name they gave'),
  agent: z.object({ id: z.string(), name: z.string() }).nullable().describe('whom it is about; null: nobody'),
  act: z.string(),
  sentence: z.string().describe('what was decided or said, in words'),
  reason: z.string(),
  flag: z.string().nullable().describe('id of the flag it is about'),
  shown: z
    .object({
      rule: z.string(),
      ruleVersion: z.string(),
      expectation: z.string().nullable(),
      raisedAt: instant,
      asOf: instant,
      verdict: z.enum(['met', 'not-met', 'not-enough-data']),
    })
    .nullable()
    .describe('what was shown of the flag when it was decided'),
  details: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .describe('what else belongs to the act; instants as milliseconds since 1970'),
  takenBackBy: z.string().nullable().describe('id of the line that takes it back; null: it is in force'),
});

export const decisionListSchema = z.object({ decisions: z.array(decisionSchema) });

const stageOptionSchema = z.object({
  path: z.string(),
  stage: z.string(),
  title: z.string(),
  opened: z.boolean().describe('this flag is the one that opens it'),
});

export const flagLifeSchema = z.object({
  state: flagStateSchema,
  since: instant,
  until: instant.nullable().describe('the end that was planned'),
  by: z.string().nullable().describe('who brought it there; null: an evaluation'),
  reason: z.string().nullable(),
  log: z.array(decisionSchema).describe('what was decided about this flag, oldest first'),
  acts: z.array(flagActSchema).describe('what may follow; empty where one looks back'),
  stages: z.array(stageOptionSchema).describe('where an appointment or a step back can lead'),
});

const common = {
  reason: text(4000).describe('why, for the person concerned to read'),
  id: z
    .string()
    .regex(/^[A-Za-z0-9_-]{8,64}$/, 'has to be 8 to 64 letters, digits, _ or -.')
    .optional()
    .describe('of your making: sent again, it is kept once'),
};
const signed = { ...common, by: text(200).describe('who decides it') };
const ofFlag = {
  ...signed,
  after: z.string().nullable().optional().describe('id of the last line you saw of this flag; null: there was none'),
};

const act = <const N extends string>(...names: readonly [N, ...N[]]) => z.enum(names);
const stage = { path: text(200), stage: text(200) };

export const flagDecisionSchema = z.discriminatedUnion(
  'act',
  [
    z.strictObject({
      ...ofFlag,
      act: act('acknowledge', 'nominate', 'decline', 'challenge', 'close', 'recommend-step-back'),
    }),
    z.strictObject({ ...ofFlag, act: act('answer'), upheld: yesOrNo('whoever challenged was right') }),
    z.strictObject({ ...ofFlag, act: act('start-support', 'start-probation'), until: day }),
    z.strictObject({ ...ofFlag, act: act('end-support'), kept: yesOrNo('what was to come back is back') }),
    z.strictObject({ ...ofFlag, act: act('appoint', 'step-back'), ...stage }),
    z.strictObject({ ...ofFlag, act: act('reverse'), decision: text(64) }),
  ],
  `has to be one of ${[...flagActSchema.options, 'reverse'].join(', ')}.`,
);

const interest = { act: act('interest'), rule: text(200).describe('id of a role'), wants: yesOrNo('they want it') };

export const personDecisionSchema = z.discriminatedUnion(
  'act',
  [
    z.strictObject({ ...signed, act: act('appoint', 'step-back'), ...stage }),
    z.strictObject({ ...signed, ...interest }),
    z.strictObject({ ...signed, act: act('leave', 'onboarding'), from: day, until: day }),
    z.strictObject({ ...signed, act: act('record'), kind: text(200) }),
    z.strictObject({ ...signed, act: act('reverse'), decision: text(64) }),
  ],
  'has to be one of appoint, step-back, interest, leave, onboarding, record, reverse.',
);

/** What somebody says of themself: the service knows who it is by the address they opened. */
export const ownDecisionSchema = z.discriminatedUnion(
  'act',
  [
    z.strictObject({ ...common, act: act('challenge'), flag: text(64).describe('id of a flag about them') }),
    z.strictObject({ ...common, ...interest }),
  ],
  'has to be challenge or interest.',
);

export const personStandingSchema = z.object({
  stages: z.array(
    z.object({
      path: z.string(),
      pathTitle: z.string(),
      stage: z.string(),
      title: z.string(),
      since: instant,
      by: z.string(),
      decision: z.string(),
    }),
  ),
  next: z
    .array(stageOptionSchema.omit({ opened: true }).extend({ role: z.string().nullable(), why: z.string() }))
    .describe('stages they could begin next, by what comes before them'),
  interests: z
    .array(z.object({ rule: z.string(), title: z.string(), wants: z.boolean().nullable() }))
    .describe('what they said of each role; null: nothing'),
  records: z.array(z.object({ kind: z.string(), title: z.string(), count: z.number(), lastAt: instant })),
  log: z.array(decisionSchema).describe('what was decided about them, oldest first'),
});

export const agentDecisionsSchema = personStandingSchema.extend({
  stageOptions: z.array(stageOptionSchema.omit({ opened: true })),
  recordKinds: z.array(z.object({ kind: z.string(), title: z.string() })),
});

export type DecisionView = z.output<typeof decisionSchema>;
export type DecisionList = z.output<typeof decisionListSchema>;
export type FlagLifeView = z.output<typeof flagLifeSchema>;
export type FlagDecision = z.output<typeof flagDecisionSchema>;
export type PersonDecision = z.output<typeof personDecisionSchema>;
export type OwnDecision = z.output<typeof ownDecisionSchema>;
export type PersonStanding = z.output<typeof personStandingSchema>;
export type AgentDecisions = z.output<typeof agentDecisionsSchema>;
