import type { Instant } from '../../domain/interval.ts';
import type { Verifier, WebhookRequest } from '../webhook.ts';
import { oneHeader } from './one-header.ts';
import { hmacOf, sameBytes } from './same-secret.ts';

/** How a sender signs: which bytes, with what, and where it says so. */
export interface HmacSpec {
  readonly algorithm: 'sha256' | 'sha512';
  /** Where the signature stands, after `prefix`. */
  readonly header: string;
  readonly prefix: string;
  readonly encoding: 'hex' | 'base64';
  /** What is signed: {body}, and {timestamp} and {id} as their headers have them. */
  readonly signed: string;
  readonly timestamp: { readonly header: string; readonly unit: 's' | 'ms' | 'iso' } | null;
  /** Where the sender's id of a delivery stands; null: it gives none. */
  readonly idHeader: string | null;
  /** How old or how far ahead a timestamp may be; milliseconds. */
  readonly toleranceMs: number;
}

/** A keyed hash over the raw bytes; the secret's own bytes are the key. Source: connectors.md 1.1, 2.1, 4. */
export function hmacVerifier(spec: HmacSpec): Verifier {
  const pieces = spec.signed.split(/(\{(?:body|timestamp|id)\})/).filter((piece) => piece !== '');
  return {
    asks: 'secret',
    check(request, secrets, now) {
      const id = spec.idHeader === null ? null : oneHeader(request, spec.idHeader);
      const time = spec.timestamp === null ? null : oneHeader(request, spec.timestamp.header);
      const signature = signatureIn(request, spec);
      if (signature === null || !isRecent(time, spec, now)) return null;
      if (id === null && spec.signed.includes('{id}')) return null;
      const parts = pieces.map((piece) => partOf(piece, request.body, time ?? '', id ?? ''));
      const good = secrets.some(
        (secret) => secret !== '' && sameBytes(hmacOf(spec.algorithm, secret, ...parts), signature),
      );
      return good ? { id } : null;
    },
  };
}

function signatureIn(request: WebhookRequest, { header, prefix, encoding }: HmacSpec): Buffer | null {
  const value = oneHeader(request, header);
  if (value === null || !value.toLowerCase().startsWith(prefix.toLowerCase())) return null;
  return Buffer.from(value.slice(prefix.length), encoding);
}

function partOf(piece: string, body: Buffer, time: string, id: string): string | Buffer {
  if (piece === '{body}') return body;
  if (piece === '{timestamp}') return time;
  return piece === '{id}' ? id : piece;
}

function isRecent(time: string | null, { timestamp, toleranceMs }: HmacSpec, now: Instant): boolean {
  if (timestamp === null) return true;
  return time !== null && Math.abs(now - instantOf(time, timestamp.unit)) <= toleranceMs;
}

/** NaN, which is never recent, for what is no time. */
function instantOf(text: string, unit: 's' | 'ms' | 'iso'): Instant {
  if (unit === 'iso') return Date.parse(text);
  return /^\d{1,15}$/.test(text) ? Number(text) * (unit === 's' ? 1000 : 1) : Number.NaN;
}
