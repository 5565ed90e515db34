import express, { type ErrorRequestHandler, type Request, type RequestHandler, Router } from 'express';
import type { WebhookRequest } from '../connector/webhook.ts';
import type { Intake, Sender, Taken } from '../inbox/intake.ts';
import { HttpProblem } from './problem.ts';

/** Counts what a source was answered. */
export type CountAnswer = (source: string, answer: Taken | 'too-large') => void;

/** When a sender is to try again, in seconds: Zendesk does so only for less than a minute (connectors.md 1.1). */
const RETRY_AFTER = '30';

/** 429 and 503 are tried again by all three vendors (connectors.md 1.1, 2.1). */
const STATUS: Readonly<Record<Taken, number>> = { kept: 202, unknown: 401, malformed: 400, full: 429, failed: 503 };

/**
 * POST /webhooks/SOURCE: the raw bytes are checked before anything reads them, kept, and only then answered with 202.
 * Who is not known learns no more than that.
 */
export function webhooks(intake: Intake, count: CountAnswer): Router {
  const router = Router();
  const readers = new Map<string, RequestHandler>();
  const read: RequestHandler<{ source: string }> = (request, response, next) => {
    const { id, limitBytes } = senderIn(intake, request);
    const reader = readers.get(id) ?? express.raw({ type: () => true, limit: limitBytes, inflate: false });
    readers.set(id, reader);
    reader(request, response, next);
  };
  router.post('/webhooks/:source', read, async (request, response) => {
    const sender = senderIn(intake, request);
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const taken = await intake.take(
      sender,
      { headers: singleHeaders(request), body, from: request.socket.remoteAddress },
      Date.now(),
    );
    count(sender.id, taken);
    if (taken === 'full' || taken === 'failed') response.set('Retry-After', RETRY_AFTER);
    if (taken === 'malformed') throw new HttpProblem(STATUS.malformed, 'The body is no UTF-8 text. Send JSON.');
    response.status(STATUS[taken]).end();
  });
  router.all('/webhooks/:source', (request, response) => {
    senderIn(intake, request);
    response.set('Allow', 'POST');
    throw new HttpProblem(405, 'Webhooks are sent here by POST.');
  });
  router.use('/webhooks/:source', unread(intake, count));
  return router;
}

function senderIn(intake: Intake, { params }: Request<{ source: string }>): Sender {
  const sender = intake.senderOf(params.source);
  if (sender !== null) return sender;
  throw new HttpProblem(404, 'No source of this name sends webhooks here. Name it in sources.yaml of the rules.');
}

/** A header that was sent twice keeps both values, so that nobody takes the one for what was signed with the other. */
function singleHeaders({ rawHeaders }: Request<{ source: string }>): WebhookRequest['headers'] {
  const headers: Record<string, string | string[]> = {};
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const [name, value] = [rawHeaders[i]?.toLowerCase() ?? '', rawHeaders[i + 1] ?? ''];
    const before = headers[name];
    headers[name] = before === undefined ? value : [before, value].flat();
  }
  return headers;
}

/** What express says of a body it did not take in, in words that tell what to do. */
function unread(intake: Intake, count: CountAnswer): ErrorRequestHandler<{ source: string }> {
  return (error: unknown, request, _response, next) => {
    const type = error instanceof Error && 'type' in error ? error.type : null;
    const sender = intake.senderOf(request.params.source);
    if (sender !== null && type === 'entity.too.large') {
      count(sender.id, 'too-large');
      const remedy = `Send less, or raise limit of ${sender.id} in sources.yaml.`;
      next(new HttpProblem(413, `The body is larger than ${sender.limitBytes} bytes. ${remedy}`));
    } else if (type === 'encoding.unsupported') {
      next(new HttpProblem(415, 'The body is compressed. Send it as it was signed, without Content-Encoding.'));
    } else next(error);
  };
}
