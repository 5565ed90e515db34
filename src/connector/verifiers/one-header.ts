import type { WebhookRequest } from '../webhook.ts';

/** The value of a header that was sent once; a header sent twice is none, as nobody can say which was meant. */
export function oneHeader({ headers }: WebhookRequest, name: string): string | null {
  const value = headers[name.toLowerCase()];
  return typeof value === 'string' && value !== '' ? value : null;
}
