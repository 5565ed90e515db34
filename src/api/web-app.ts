import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import express, { Router } from 'express';
import { HttpProblem } from './problem.ts';

const YEAR_S = 365 * 86_400;

/** The built pages. Which of them an address means is decided in the browser, so each that asks for a page gets index.html. */
export function webApp(folder: string | null): Router {
  const router = Router();
  if (folder !== null) {
    const root = resolve(folder);
    // Their names hold a hash of what is in them: what is kept is never out of date.
    const hashed = { immutable: true, maxAge: YEAR_S * 1000, index: false, redirect: false };
    router.use('/assets', express.static(join(root, 'assets'), hashed));
    router.use(express.static(root, { index: false, redirect: false, setHeaders: askAgain }));
  }
  router.get('/{*page}', (request, response, next) => {
    if (!isPage(request.path, request.headers.accept)) {
      next();
      return;
    }
    const index = folder === null ? null : resolve(folder, 'index.html');
    if (index === null || !existsSync(index)) {
      throw new HttpProblem(
        404,
        'The pages have not been built. Run `npm run build:web`, then load this again. The API is there without them: see /api/docs.',
      );
    }
    askAgain(response);
    response.sendFile(index, { cacheControl: false, dotfiles: 'allow' });
  });
  return router;
}

const askAgain = (response: { setHeader(name: string, value: string): unknown }): void => {
  response.setHeader('Cache-Control', 'no-cache');
};

function isPage(path: string, accept = ''): boolean {
  return accept.includes('text/html') && !/^\/(api|assets)(\/|$)/.test(path);
}
