import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, isIPv6 } from 'node:net';

export interface Listening {
  readonly url: string;
  /** Takes no more connections; resolves when the requests at hand have their answer, or were cut off after 10 seconds. */
  close(): Promise<void>;
}

/** The service cannot listen where it was told to. The message says what to do. */
export class CannotListen extends Error {
  override readonly name = 'CannotListen';
}

const MOST_CLOSING_MS = 10_000;

/** Throws CannotListen. Port 0: any that is free. */
export async function listen(app: RequestListener, host: string, port: number): Promise<Listening> {
  const address = host.replace(/^\[|\]$/g, '');
  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, host, port)));
    server.listen(port, address, resolve);
  });
  const bound = server.address() as AddressInfo;
  return { url: `http://${isIPv6(address) ? `[${address}]` : address}:${bound.port}`, close: () => answered(server) };
}

function cannotListen(cause: NodeJS.ErrnoException, host: string, port: number): CannotListen {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} of ${host} is in use. Stop the program that listens there, or choose another with --port.`,
    EACCES: `Port ${port} is not for this user to listen on. Choose one from 1024 on with --port.`,
    EADDRNOTAVAIL: `${host} is no address of this machine. Choose one that is with --host.`,
    ENOTFOUND: `${host} is not known. Give an address of this machine with --host.`,
  };
  const remedy = reasons[cause.code ?? ''] ?? `${cause.message}. Choose another --host or --port.`;
  return new CannotListen(remedy, { cause });
}

/** Connections without a request end at once, others when they have their answer, all in the end. */
async function answered(server: Server): Promise<void> {
  const idle = setInterval(() => server.closeIdleConnections(), 100);
  const end = setTimeout(() => server.closeAllConnections(), MOST_CLOSING_MS);
  await new Promise((resolve) => server.close(resolve));
  clearInterval(idle);
  clearTimeout(end);
}
