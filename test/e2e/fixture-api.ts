import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express, { type Response } from 'express';
import { z } from 'zod';
import {
  figureSchema,
  flagDetailSchema,
  flagListSchema,
  metricSchema,
  type Problem,
  ticketClocksSchema,
  ticketSchema,
} from '../../src/api/schemas.ts';
import * as answers from './fixture-answers.ts';
import { clocks } from './fixture-clocks.ts';

const root = join(import.meta.dirname, '../..');
const web = join(root, 'dist/web');

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export interface FixtureApi {
  readonly origin: string;
  /** Answers each API request with this until it is set back to null. */
  instead: { status: number; body: unknown } | null;
  close(): Promise<void>;
}

/** Builds the web app unless it is there and newer than all it is made of. */
export function buildWebApp(): void {
  const built = join(web, 'index.html');
  if (existsSync(built) && statSync(built).mtimeMs > newestSource()) return;
  execFileSync(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', 'src/ui'], { cwd: root });
}

function newestSource(): number {
  const ui = join(root, 'src/ui');
  const files = readdirSync(ui, { recursive: true, encoding: 'utf8' }).map((name) => join(ui, name));
  const others = ['src/api/schemas.ts', 'package-lock.json'].map((name) => join(root, name));
  return Math.max(...[...files, ...others].map((file) => statSync(file).mtimeMs));
}

/** Serves the built app under the service's own security policy, with canned answers that obey the API's schemas. */
export async function startFixtureApi(): Promise<FixtureApi> {
  const app = express();
  const server = createServer(app);
  const fixture: FixtureApi = {
    origin: '',
    instead: null,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  app.use((_request, response, next) => {
    response.set('Content-Security-Policy', POLICY);
    next();
  });
  app.use('/api/v1', (_request, response, next) => {
    if (fixture.instead === null) return next();
    response.status(fixture.instead.status).json(fixture.instead.body);
  });
  app.use('/api/v1', cannedAnswers());
  app.use(express.static(web));
  app.get('/{*page}', (_request, response) => response.sendFile(join(web, 'index.html')));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return Object.assign(fixture, { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

function cannedAnswers(): express.Router {
  const api = express.Router();
  api.get('/flags', ({ query }, response) => {
    response.json(flagListSchema.parse(answers.flagList(String(query['state'] ?? 'open'))));
  });
  api.get('/flags/:id', ({ params }, response) => {
    const flag = answers.flagDetail(params.id);
    if (flag === undefined) return missing(response, `There is no flag ${params.id}. Go back to the list of flags.`);
    response.json(flagDetailSchema.parse(flag));
  });
  api.get('/tickets/:id', ({ params }, response) => {
    response.json(ticketSchema.parse({ ...answers.ticket, id: params.id }));
  });
  api.get('/tickets/:id/clocks', ({ params }, response) => {
    response.json(ticketClocksSchema.parse({ ...clocks, id: params.id }));
  });
  api.get('/agents/:id/figures', (_request, response) => {
    response.json(z.object({ figures: z.array(figureSchema) }).parse({ figures: answers.figures }));
  });
  api.get('/metrics', (_request, response) => {
    response.json(z.object({ metrics: z.array(metricSchema) }).parse({ metrics: answers.metrics }));
  });
  return api;
}

function missing(response: Response, detail: string): void {
  const problem: Problem = { type: 'about:blank', title: 'Not found', status: 404, detail };
  response.status(404).type('application/problem+json').json(problem);
}
