import { isIPv4 } from 'node:net';
import type { RequestHandler } from 'express';
import { HttpProblem } from './problem.ts';

/** Whether a host name or address, IPv6 with or without brackets, is this machine's own. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase();
  return name === 'localhost' || name === '::1' || name === '[::1]' || (isIPv4(name) && name.startsWith('127.'));
}

/**
 * Without a token, a page of another site could have its own name resolve to this machine and then read everything
 * (DNS rebinding). Its requests still carry that name.
 */
export const localNamesOnly: RequestHandler = (request, _response, next) => {
  const host = /^(\[[^\]]*\]|[^:]*)(:\d+)?$/.exec(request.headers.host ?? '')?.[1] ?? '';
  if (!isLoopback(host)) {
    throw new HttpProblem(
      421,
      'Without a token this service answers to localhost, 127.0.0.1 and [::1] only. Open it by one of these names, or set STEPLADDER_TOKEN and restart it.',
    );
  }
  next();
};
