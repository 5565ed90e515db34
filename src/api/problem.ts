import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { NotFound, Refused } from './desk.ts';
import type { Problem } from './schemas.ts';

/** Of what is posted, as Express writes it. */
export const MOST_BODY = '64kb';
export const PROBLEM_TYPE = 'application/problem+json';

/** An answer that is an error; its message becomes the detail, so it says what to do. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly status: number;
  readonly errors: Problem['errors'];

  constructor(status: number, detail: string, errors?: Problem['errors']) {
    super(detail);
    this.status = status;
    this.errors = errors;
  }
}

/** Nothing answered: the address is not one of ours. */
export const noSuchAddress: RequestHandler = (request) => {
  throw new HttpProblem(404, `There is nothing at ${request.path}. /api/docs lists the addresses of this service.`);
};

/** Turns whatever was thrown into problem+json (RFC 9457). What is our own fault goes to the log, and only there. */
export function problems(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const known = knownProblem(error);
    if (known !== null) {
      send(response, known);
      return;
    }
    const mark = randomUUID();
    log.error({ err: error, mark, method: request.method, path: request.path }, 'a request failed');
    send(
      response,
      new HttpProblem(500, `This is a fault of the service. Its log says more, at the line with the mark ${mark}.`),
    );
  };
}

function knownProblem(error: unknown): HttpProblem | null {
  if (error instanceof HttpProblem) return error;
  if (error instanceof NotFound) return new HttpProblem(404, error.message);
  if (error instanceof Refused)
    return error.unfit.length > 0
      ? new HttpProblem(400, error.message, [...error.unfit])
      : new HttpProblem(409, error.message);
  const status = error instanceof Error && 'status' in error ? Number(error.status) : Number.NaN;
  if (!(status >= 400 && status < 500)) return null;
  if (status === 413) return new HttpProblem(413, `The body is too large. Send at most ${MOST_BODY} of it.`);
  return new HttpProblem(
    status,
    'The request cannot be read. Percent-encode what its address names, as UTF-8; a body has to be one JSON object.',
  );
}

function send(response: Response, { status, message, errors }: HttpProblem): void {
  const title = STATUS_CODES[status] ?? 'Error';
  const body: Problem = { type: 'about:blank', title, status, detail: message, ...(errors && { errors }) };
  response.status(status).type(PROBLEM_TYPE).send(JSON.stringify(body));
}
