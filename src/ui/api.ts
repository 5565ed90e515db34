import { z } from 'zod';
import {
  agentDecisionsSchema,
  decisionSchema,
  type FlagDecision,
  type OwnDecision,
  type PersonDecision,
} from '../api/decisions-schema.ts';
import { agentMasterySchema, teamMasterySchema } from '../api/mastery-schema.ts';
import { noteListSchema } from '../api/notes-schema.ts';
import { ownSchema } from '../api/own-schema.ts';
import { agentPathSchema } from '../api/path-schema.ts';
import {
  agentSchema,
  evaluationSchema,
  figureSchema,
  flagDetailSchema,
  flagListSchema,
  metricSchema,
  type Problem,
  problemSchema,
} from '../api/schemas.ts';
import { sourcesSchema } from '../api/sources-schema.ts';
import { ticketClocksSchema } from '../api/ticket-clocks-schema.ts';
import { ticketSchema } from '../api/ticket-schema.ts';
import { watchListSchema } from '../api/watch-schema.ts';

const ROOT = '/api/v1';
const figuresSchema = z.object({ figures: z.array(figureSchema) });
const evaluationsSchema = z.object({ evaluations: z.array(evaluationSchema) });
const metricsSchema = z.object({ metrics: z.array(metricSchema) });

/** What went wrong, in the API's own form; status 0: no answer at all. */
export class ApiProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'ApiProblem';
    this.problem = problem;
  }
}

type State = 'open' | 'withdrawn' | 'all';

/** `asOf`: a date or an instant, as the reader's address has it; empty: the latest. */
export const api = {
  flags: (state: State, asOf: string, signal: AbortSignal) =>
    get(`/flags${query({ state, asOf })}`, flagListSchema, signal),
  flag: (id: string, asOf: string, signal: AbortSignal) =>
    get(`/flags/${encodeURIComponent(id)}${query({ asOf })}`, flagDetailSchema, signal),
  ticket: (id: string, asOf: string, signal: AbortSignal) =>
    get(`/tickets/${encodeURIComponent(id)}${query({ asOf })}`, ticketSchema, signal),
  agent: (id: string, signal: AbortSignal) => get(`/agents/${encodeURIComponent(id)}`, agentSchema, signal),
  figures: (agent: string, asOf: string, signal: AbortSignal) =>
    get(`/agents/${encodeURIComponent(agent)}/figures${query({ asOf })}`, figuresSchema, signal),
  mastery: (agent: string, asOf: string, signal: AbortSignal) =>
    get(`/agents/${encodeURIComponent(agent)}/mastery${query({ asOf })}`, agentMasterySchema, signal),
  coverage: (team: string, asOf: string, signal: AbortSignal) =>
    get(`/mastery${query({ team, asOf })}`, teamMasterySchema, signal),
  clocks: (ticket: string, asOf: string, signal: AbortSignal) =>
    get(`/tickets/${encodeURIComponent(ticket)}/clocks${query({ asOf })}`, ticketClocksSchema, signal),
  metrics: (signal: AbortSignal) => get('/metrics', metricsSchema, signal),
  notes: (asOf: string, signal: AbortSignal) => get(`/notes${query({ asOf })}`, noteListSchema, signal),
  sources: (signal: AbortSignal) => get('/sources', sourcesSchema, signal),
  evaluations: (signal: AbortSignal) => get('/evaluations', evaluationsSchema, signal),
  agentDecisions: (agent: string, asOf: string, signal: AbortSignal) =>
    get(`/agents/${encodeURIComponent(agent)}/decisions${query({ asOf })}`, agentDecisionsSchema, signal),
  agentPath: (agent: string, asOf: string, signal: AbortSignal) =>
    get(`/agents/${encodeURIComponent(agent)}/path${query({ asOf })}`, agentPathSchema, signal),
  watch: (asOf: string, signal: AbortSignal) => get(`/watch${query({ asOf })}`, watchListSchema, signal),
  decide: (flag: string, body: FlagDecision) =>
    ask(`/flags/${encodeURIComponent(flag)}/decisions`, decisionSchema, posted(body)),
  decideOnPerson: (agent: string, body: PersonDecision) =>
    ask(`/agents/${encodeURIComponent(agent)}/decisions`, decisionSchema, posted(body)),
  own: ({ id, token }: Own, signal: AbortSignal) =>
    ask(`/own/${encodeURIComponent(id)}`, ownSchema, { signal, headers: shown(token) }),
  decideOwn: ({ id, token }: Own, body: OwnDecision) =>
    ask(`/own/${encodeURIComponent(id)}/decisions`, decisionSchema, posted(body, shown(token))),
};

/** A person at their own page, and the token of its address; empty: the address has none. */
export interface Own {
  readonly id: string;
  readonly token: string;
}

const shown = (token: string): Readonly<Record<string, string>> =>
  token === '' ? {} : { authorization: `Bearer ${token}` };

/** Sent twice, as after a silence, it is written once: it carries an id of its own. */
function posted(body: FlagDecision | PersonDecision | OwnDecision, headers = {}): RequestInit {
  const id = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(36)).join('');
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ id, ...body }),
  };
}

function query(values: Readonly<Record<string, string>>): string {
  const given = Object.entries(values).filter(([, value]) => value !== '');
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

const get = <S extends z.ZodType>(path: string, schema: S, signal: AbortSignal): Promise<z.output<S>> =>
  ask(path, schema, { signal });

/** @throws ApiProblem, always with a detail that says what to do; an aborted request throws the browser's AbortError */
async function ask<S extends z.ZodType>(path: string, schema: S, options: RequestInit): Promise<z.output<S>> {
  const response = await request(path, options);
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw new ApiProblem(problemOf(response.status, body));
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const first = parsed.error.issues[0];
  throw new ApiProblem({
    type: 'about:blank',
    title: 'This page does not understand the answer',
    status: response.status,
    detail: `The service and this page are of different versions (${first?.path.join('.')}: ${first?.message}). Reload the page; if that does not help, run \`npm run -s build:web\` and restart the service.`,
  });
}

async function request(path: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(ROOT + path, { ...options, headers: { accept: 'application/json', ...options.headers } });
  } catch (error) {
    if (options.signal?.aborted === true) throw error;
    throw new ApiProblem({
      type: 'about:blank',
      title: 'The service does not answer',
      status: 0,
      detail: 'Check that it runs (`npm start`) and that this computer reaches it, then try again.',
    });
  }
}

function problemOf(status: number, body: unknown): Problem {
  const parsed = problemSchema.safeParse(body);
  if (parsed.success) return parsed.data;
  return {
    type: 'about:blank',
    title: `The service answered ${status}`,
    status,
    detail: "Try again; if it stays so, the service's log says more.",
  };
}
