import express, { type Express, type RequestHandler, type Router } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { tokenAsked } from './auth.ts';
import type { Desk } from './desk.ts';
import { docsPage } from './docs-page.ts';
import { localNamesOnly } from './loopback.ts';
import { openApiOf } from './openapi.ts';
import { probes } from './probes.ts';
import { noSuchAddress, problems } from './problem.ts';
import { routerOf } from './route.ts';
import { ROUTES } from './routes.ts';
import { webApp } from './web-app.ts';

const API_ROOT = '/api/v1';
const DOCUMENT = `${API_ROOT}/openapi.json`;

export interface AppParts {
  /** Asked anew for each request: rules may be loaded anew. */
  readonly desk: () => Desk;
  /** As prom-client's Registry is. */
  readonly registry: { readonly contentType: string; metrics(): Promise<string> };
  /** Null: none is asked for, and only names of this machine are answered to. */
  readonly token: string | null;
  /** Opens what panels in other systems show of a ticket; goes with `token` only. */
  readonly panelToken?: string | null;
  /** Where the built pages lie; null: there are none. */
  readonly webFolder: string | null;
  readonly log: Logger;
  /** Webhooks are known by their signature, not by the token. Null: none are taken. */
  readonly webhooks?: Router | null;
  /** Why the service cannot be relied on just now, and what to do; null: it can. */
  readonly notReady?: () => string | null;
  /** What an operator should know though it can; null: nothing. */
  readonly note?: () => string | null;
}

export function createApp({
  desk,
  registry,
  token,
  panelToken = null,
  webFolder,
  log,
  webhooks = null,
  notReady = () => null,
  note = () => null,
}: AppParts): Express {
  const app = bareApp(webhooks);
  app.use(probes({ desk, notReady, note, log }));
  app.use(token === null ? localNamesOnly : tokenAsked({ all: token, panel: panelToken }, log));
  const document = openApiOf(ROUTES, API_ROOT);
  app.get(DOCUMENT, (_, response) => void response.json(document));
  app.use(docsPage('/api/docs', DOCUMENT));
  app.use(API_ROOT, notKept, routerOf(ROUTES, desk));
  app.get('/metrics', metricsOf(registry));
  app.use(webApp(webFolder));
  app.use(noSuchAddress);
  app.use(problems(log));
  return app;
}

/** What a process that only works answers: whether it runs, and its instruments. */
export function createWorkerApp({
  desk,
  registry,
  token,
  log,
  notReady = () => null,
  note = () => null,
}: AppParts): Express {
  const app = bareApp();
  app.use(probes({ desk, notReady, note, log }));
  app.use(token === null ? localNamesOnly : tokenAsked({ all: token, panel: null }, log));
  app.get('/metrics', metricsOf(registry));
  app.use(noSuchAddress);
  app.use(problems(log));
  return app;
}

/** No browser shows what `first` answers, so it comes before what protects browsers. */
function bareApp(first: RequestHandler | null = null): Express {
  const app = express();
  app.set('query parser', 'simple');
  if (first !== null) app.use(first);
  app.use(securityHeaders());
  return app;
}

function metricsOf(registry: AppParts['registry']): RequestHandler {
  return async (_, response) => {
    const text = await registry.metrics();
    response.set('Content-Type', registry.contentType).set('Cache-Control', 'no-store').send(text);
  };
}

/** It is about people: no cache on the way or on disk is to keep it. */
const notKept: RequestHandler = (_, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

function securityHeaders() {
  const none = ["'none'"];
  return helmet({
    contentSecurityPolicy: {
      // Its default also upgrades requests to https, which plain http in an intranet cannot do.
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // The pages' library sets styles as it draws.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: none,
        baseUri: none,
        formAction: none,
        frameAncestors: none,
      },
    },
    // For a whole domain, so the word of the proxy that speaks TLS.
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
  });
}
