import { z } from 'zod';
import { GROUPINGS, readGroupings } from '../audit/grouping.ts';
import type { Instant } from '../domain/interval.ts';
import { asOfSchema, instantOf } from './as-of.ts';
import { fairnessAuditSchema } from './audit-schema.ts';
import { decideOnFlag, decideOnPerson, decideOwn } from './deciding.ts';
import {
  agentDecisionsSchema,
  decisionListSchema,
  decisionSchema,
  flagDecisionSchema,
  flagStateSchema,
  ownDecisionSchema,
  personDecisionSchema,
} from './decisions-schema.ts';
import type { Desk } from './desk.ts';
import { agentMasterySchema, teamMasterySchema } from './mastery-schema.ts';
import { noteListSchema } from './notes-schema.ts';
import { ownSchema } from './own-schema.ts';
import { agentPathSchema, pathListSchema } from './path-schema.ts';
import { get, post, type Route } from './route.ts';
import {
  agentSchema,
  evaluationSchema,
  figureSchema,
  flagDetailSchema,
  flagListSchema,
  metricSchema,
  rulesSchema,
  statusSchema,
} from './schemas.ts';
import { slaCompareSchema } from './sla-compare-schema.ts';
import { sourcesSchema } from './sources-schema.ts';
import { ticketClocksSchema } from './ticket-clocks-schema.ts';
import { ticketSchema } from './ticket-schema.ts';
import { agentPathView } from './views/agent-path.ts';
import { fairnessAuditView } from './views/audit.ts';
import { clocksView } from './views/clocks.ts';
import { decisionsView } from './views/decisions.ts';
import { agentsView, agentView, figuresView, metricsView } from './views/figures.ts';
import { flagDetailView, flagsView } from './views/flags.ts';
import { agentMasteryView, teamMasteryView } from './views/mastery.ts';
import { notesView } from './views/notes.ts';
import { ownView } from './views/own.ts';
import { pathsView } from './views/paths.ts';
import { slaCompareView } from './views/sla-compare.ts';
import { sourcesView } from './views/sources.ts';
import { agentDecisionsView } from './views/standing.ts';
import { evaluationsView, rulesView, statusView } from './views/status.ts';
import { ticketIdsView, ticketView } from './views/tickets.ts';
import { watchView } from './views/watch.ts';
import { watchListSchema } from './watch-schema.ts';

const asOf = asOfSchema.optional();
const id = (what: string) => z.string().describe(`${what}, percent-encoded`);
const oneOf = <const T extends readonly string[]>(words: T) => z.enum(words, `has to be one of ${words.join(', ')}.`);
const groupings = z
  .string()
  .default(GROUPINGS.join(','))
  .refine(
    (text) => readGroupings(text) !== null,
    `has to be one or more of ${GROUPINGS.join(', ')}, with commas between them.`,
  )
  .describe(`${GROUPINGS.join(', ')}, with commas between them`);
const COUNT = 'has to be a whole number from 1 to 1000.';

const instant = (text: string | undefined, { rules }: Desk): Instant | undefined =>
  text === undefined ? undefined : (instantOf(text, rules.desk.timezone) ?? undefined);

/**
 * The API, in full: the server and the OpenAPI document are both made from this table. It has no address that lists one
 * figure of several people: such a list is a ranking, whatever it is called. Who masters which kind of work is told of
 * several, in order of name: without it nobody can see what a leave takes away.
 */
export const ROUTES: readonly Route[] = [
  get('/flags', {
    summary: 'Flags in the order they were raised, and how many subjects each rule judged how',
    query: {
      kind: oneOf(['readiness', 'risk']).optional(),
      rule: z.string().optional().describe('id of a rule'),
      team: z.string().optional(),
      state: oneOf(['open', 'withdrawn', 'all']).optional().describe('open where not given'),
      stands: oneOf(flagStateSchema.options).optional().describe('where it stands, by what people made of it too'),
      asOf,
    },
    response: flagListSchema,
    handle: (desk, { query }) => flagsView(desk, { ...query, asOf: instant(query.asOf, desk) }, Date.now()),
  }),
  get('/flags/:id', {
    summary: 'One flag with the evidence for it, the tickets behind that, and its history',
    params: { id: id('id of a flag') },
    query: { asOf },
    response: flagDetailSchema,
    handle: (desk, { params, query }) => flagDetailView(desk, params.id, instant(query.asOf, desk), Date.now()),
  }),
  post('/flags/:id/decisions', {
    summary: 'Decide about a flag. 409: it may not follow as things are, or somebody else decided since you looked',
    params: { id: id('id of a flag') },
    body: flagDecisionSchema,
    response: decisionSchema,
    handle: (desk, { params, body }) => decideOnFlag(desk, params.id, body, Date.now()),
  }),
  get('/metrics', {
    summary: 'What each figure counts, whom it is credited to, and where it comes from',
    response: z.object({ metrics: z.array(metricSchema) }),
    handle: (desk) => ({ metrics: metricsView(desk) }),
  }),
  get('/figures', {
    summary: 'Settled figures of teams or of kinds of work',
    query: {
      subject: z
        .enum(
          ['team', 'work-type', 'region', 'shift'],
          'has to be team, work-type, region or shift. Figures of people are given one person at a time, at /api/v1/agents/ID/figures.',
        )
        .describe('figures of people are given one person at a time'),
      id: z.string().optional().describe('of one team or work type'),
      asOf,
    },
    response: z.object({ figures: z.array(figureSchema) }),
    handle: async (desk, { query }) => ({
      figures: await figuresView(desk, query.subject, query.id, instant(query.asOf, desk)),
    }),
  }),
  get('/agents', {
    summary: 'The people of the desk, by name',
    response: z.object({ agents: z.array(agentSchema) }),
    handle: async (desk) => ({ agents: await agentsView(desk) }),
  }),
  get('/agents/:id', {
    summary: 'One person',
    params: { id: id('id of an agent') },
    response: agentSchema,
    handle: (desk, { params }) => agentView(desk, params.id),
  }),
  get('/agents/:id/figures', {
    summary: "One person's settled figures",
    params: { id: id('id of an agent') },
    query: { asOf },
    response: z.object({ figures: z.array(figureSchema) }),
    handle: async (desk, { params, query }) => {
      const agent = await agentView(desk, params.id);
      return { figures: await figuresView(desk, 'agent', agent.id, instant(query.asOf, desk)) };
    },
  }),
  get('/agents/:id/mastery', {
    summary: 'What one person masters of each kind of work, what is missing, and what they were not offered',
    params: { id: id('id of an agent') },
    query: { asOf },
    response: agentMasterySchema,
    handle: (desk, { params, query }) => agentMasteryView(desk, params.id, instant(query.asOf, desk)),
  }),
  get('/agents/:id/path', {
    summary: 'Where one person is on the paths, what could come next, and what of it is still missing',
    params: { id: id('id of an agent') },
    query: { asOf },
    response: agentPathSchema,
    handle: (desk, { params, query }) => agentPathView(desk, params.id, instant(query.asOf, desk), Date.now()),
  }),
  get('/agents/:id/decisions', {
    summary: 'What people decided about one person: stages, wishes, records, and the log that these follow from',
    params: { id: id('id of an agent') },
    query: { asOf },
    response: agentDecisionsSchema,
    handle: (desk, { params, query }) => agentDecisionsView(desk, params.id, instant(query.asOf, desk) ?? Date.now()),
  }),
  post('/agents/:id/decisions', {
    summary: 'Decide something about a person, or put it on record. 409: it may not be as things are',
    params: { id: id('id of an agent') },
    body: personDecisionSchema,
    response: decisionSchema,
    handle: (desk, { params, body }) => decideOnPerson(desk, params.id, body, Date.now()),
  }),
  get('/own/:id', {
    summary: "One person's own view, opened by the token of their own address (`people own-link`) too",
    params: { id: id('id of an agent') },
    response: ownSchema,
    handle: (desk, { params }) => ownView(desk, params.id, Date.now()),
  }),
  post('/own/:id/decisions', {
    summary: 'What one person says of themself: a challenge of a flag, or whether they want a role',
    params: { id: id('id of an agent') },
    body: ownDecisionSchema,
    response: decisionSchema,
    handle: (desk, { params, body }) => decideOwn(desk, params.id, body, Date.now()),
  }),
  get('/decisions', {
    summary: 'The log of what people decided, oldest first',
    query: { since: asOfSchema.optional().describe('from then on; a date, or an instant') },
    response: decisionListSchema,
    handle: (desk, { query }) => decisionsView(desk, instant(query.since, desk)),
  }),
  get('/paths', {
    summary: 'The paths that the desk offers: stages, what opens each, duties, planned time and where they end',
    response: pathListSchema,
    handle: pathsView,
  }),
  get('/watch', {
    summary: 'What people should look at and nobody has settled: by name, in no order of merit',
    query: { team: z.string().optional(), asOf },
    response: watchListSchema,
    handle: (desk, { query }) => watchView(desk, { ...query, asOf: instant(query.asOf, desk) }, Date.now()),
  }),
  get('/mastery', {
    summary: 'Who can do which kind of work, by name, and what rests on how few. For managers, to cover and to train',
    query: { team: z.string().optional().describe('the whole desk where not given'), asOf },
    response: teamMasterySchema,
    handle: (desk, { query }) => teamMasteryView(desk, query.team ?? null, instant(query.asOf, desk)),
  }),
  get('/tickets', {
    summary: 'Ids of tickets, in order; the last one of a page is the `after` of the next',
    query: {
      after: z.string().optional().describe('id of a ticket; where not given, from the first on'),
      limit: z.coerce.number(COUNT).int(COUNT).min(1, COUNT).max(1000, COUNT).default(100),
    },
    response: z.object({ tickets: z.array(z.string()) }),
    handle: async (desk, { query }) => ({ tickets: await ticketIdsView(desk, query.after ?? null, query.limit) }),
  }),
  get('/tickets/:id', {
    summary: 'One ticket: what happened to it, and who held it when',
    params: { id: id('id of a ticket') },
    query: { asOf },
    response: ticketSchema,
    handle: (desk, { params, query }) => ticketView(desk, params.id, instant(query.asOf, desk)),
  }),
  get('/tickets/:id/clocks', {
    summary: 'The SLA clocks of one ticket: who used the time, what paused it, and on whom an overrun is laid',
    params: { id: id('id of a ticket') },
    query: { asOf, all: oneOf(['true', 'false']).optional().describe('true: clocks without a target too') },
    response: ticketClocksSchema,
    handle: (desk, { params, query }) =>
      clocksView(desk, params.id, instant(query.asOf, desk) ?? Date.now(), query.all === 'true'),
  }),
  get('/sla/compare', {
    summary: "The sources' own SLA results beside ours: where they differ and most likely why. Reads all tickets",
    response: slaCompareSchema,
    handle: (desk) => slaCompareView(desk),
  }),
  get('/audit/fairness', {
    summary:
      'Whether groups of people come out differently, and what that shows. Small groups are withheld; nobody is named',
    query: {
      by: groupings,
      rule: z.string().optional().describe('id of a readiness rule; all where not given'),
      asOf,
    },
    response: fairnessAuditSchema,
    handle: (desk, { query }) =>
      fairnessAuditView(desk, { ...query, by: readGroupings(query.by) ?? [], asOf: instant(query.asOf, desk) }),
  }),
  get('/notes', {
    summary: 'Signs in the data that a lead should ask people about before trusting figures: no score, and in no rule',
    query: { team: z.string().optional(), asOf },
    response: noteListSchema,
    handle: (desk, { query }) => notesView(desk, { ...query, asOf: instant(query.asOf, desk) }),
  }),
  get('/sources', {
    summary:
      'How reading each source goes: what waits, what cannot be read, what was compared, which words are unknown',
    response: sourcesSchema,
    handle: sourcesView,
  }),
  get('/evaluations', {
    summary: 'When figures and flags were settled, and by which rules',
    response: z.object({ evaluations: z.array(evaluationSchema) }),
    handle: async (desk) => ({ evaluations: await evaluationsView(desk) }),
  }),
  get('/rules', {
    summary: 'The rules in force, each requirement with its reason',
    response: rulesSchema,
    handle: rulesView,
  }),
  get('/status', {
    summary: 'What has been taken in, what could not be understood, and what has been settled',
    response: statusSchema,
    handle: statusView,
  }),
];
