import type { Verifier, WebhookRequest } from '../webhook.ts';
import { oneHeader } from './one-header.ts';
import { sameText } from './same-secret.ts';

/** For senders that cannot sign: they show the secret itself in a header of their own, so let it travel by TLS only. */
export const headerSecret = (header: string, idHeader: string | null): Verifier => ({
  asks: 'secret',
  check: (request, secrets) => admitted(oneHeader(request, header), secrets, idIn(request, idHeader)),
});

/** The secret is `user:password`. */
export const basicSecret = (idHeader: string | null): Verifier => ({
  asks: 'secret',
  check(request, secrets) {
    const [, shown = ''] = /^basic +(\S+)$/i.exec(oneHeader(request, 'authorization') ?? '') ?? [];
    return admitted(Buffer.from(shown, 'base64').toString('utf8'), secrets, idIn(request, idHeader));
  },
});

/** Whoever can reach the address. */
export const nothingAsked = (idHeader: string | null): Verifier => ({
  asks: 'nothing',
  check: (request) => ({ id: idIn(request, idHeader) }),
});

const idIn = (request: WebhookRequest, header: string | null): string | null =>
  header === null ? null : oneHeader(request, header);

function admitted(shown: string | null, secrets: readonly string[], id: string | null): { id: string | null } | null {
  return secrets.some((secret) => sameText(secret, shown ?? '')) ? { id } : null;
}
