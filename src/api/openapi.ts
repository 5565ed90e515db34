import { OpenAPIRegistry, OpenApiGeneratorV31, zodToOpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import { fairnessAuditSchema } from './audit-schema.ts';
import * as decisions from './decisions-schema.ts';
import { ownSchema } from './own-schema.ts';
import { PROBLEM_TYPE } from './problem.ts';
import type { Route } from './route.ts';
import * as schemas from './schemas.ts';
import { sourceSchema, sourcesSchema } from './sources-schema.ts';
import { clockSchema, ticketClocksSchema } from './ticket-clocks-schema.ts';
import { ticketSchema } from './ticket-schema.ts';

type Document = ReturnType<OpenApiGeneratorV31['generateDocument']>;

/** Schemas that have a name in the document, so that clients made from it get a type of that name. */
const NAMED = {
  Agent: schemas.agentSchema,
  AgentDecisions: decisions.agentDecisionsSchema,
  Clock: clockSchema,
  Decision: decisions.decisionSchema,
  Estimate: schemas.estimateSchema,
  Evaluation: schemas.evaluationSchema,
  Evidence: schemas.evidenceSchema,
  RecordEvidence: schemas.recordEvidenceSchema,
  ExpressionEvidence: schemas.expressionEvidenceSchema,
  FairnessAudit: fairnessAuditSchema,
  Figure: schemas.figureSchema,
  Flag: schemas.listedFlagSchema,
  FlagDetail: schemas.flagDetailSchema,
  FlagLife: decisions.flagLifeSchema,
  FlagList: schemas.flagListSchema,
  Metric: schemas.metricSchema,
  Own: ownSchema,
  Problem: schemas.problemSchema,
  Rule: schemas.ruleSchema,
  Rules: schemas.rulesSchema,
  Source: sourceSchema,
  Sources: sourcesSchema,
  Status: schemas.statusSchema,
  Subject: schemas.subjectSchema,
  Ticket: ticketSchema,
  TicketClocks: ticketClocksSchema,
};
// The library's own register() names a copy, which the other schemas do not hold.
for (const [refId, schema] of Object.entries(NAMED)) zodToOpenAPIRegistry.add(schema, { _internal: { refId } });

/** The OpenAPI 3.1 document of these routes; `root` is the path they lie below. */
export function openApiOf(routes: readonly Route[], root: string): Document {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' });
  registry.registerComponent('securitySchemes', 'password', {
    type: 'http',
    scheme: 'basic',
    description: 'the token as password, under any user name',
  });
  for (const route of routes) register(registry, route);
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Stepladder',
      version: '1',
      description:
        'Fair, explained progression and risk flags of a service desk, for people to decide on. Errors are problem+json (RFC 9457), and their detail says what to do.',
    },
    servers: [{ url: root }],
    // No token is asked for where the service was started without one.
    security: [{ bearer: [] }, { password: [] }, {}],
  });
}

function register(registry: OpenAPIRegistry, { method, path, summary, params, query, body, response }: Route): void {
  const problem = (description: string) => ({
    description,
    content: { [PROBLEM_TYPE]: { schema: schemas.problemSchema } },
  });
  const hasParams = Object.keys(params.shape).length > 0;
  registry.registerPath({
    method,
    path: openApiPath(path),
    operationId: path.replaceAll(/[/:]+(\w)/g, (_, letter: string) => letter.toUpperCase()).replace(/^/, method),
    tags: [path.split('/')[1] ?? ''],
    summary,
    request: {
      params,
      query,
      ...(body !== null && { body: { required: true, content: { 'application/json': { schema: body } } } }),
    },
    responses: {
      [method === 'get' ? 200 : 201]: {
        description: method === 'get' ? 'found' : 'written; it is once, however often it is sent under one id',
        content: { 'application/json': { schema: response } },
      },
      400: problem('something does not fit'),
      401: problem('the token is missing or wrong'),
      ...(hasParams && { 404: problem('it is not there') }),
      ...(body !== null && {
        409: problem('it may not follow as things are'),
        413: problem('the body is too large'),
        415: problem('the body is not JSON'),
      }),
      500: problem('a fault of the service'),
    },
  });
}

/** `/flags/:id` -> `/flags/{id}` */
const openApiPath = (path: string): string => path.replaceAll(/:(\w+)/g, '{$1}');
