import type { Verifier } from '../webhook.ts';
import { oneHeader } from './one-header.ts';

export interface CertificateSpec {
  /** Where the proxy writes the subject of the certificate that it has checked. */
  readonly header: string;
  readonly subjects: readonly string[];
  /** Addresses of the proxies that may say so. */
  readonly proxies: readonly string[];
  readonly idHeader: string | null;
}

/** Mutual TLS, ended by a proxy: its word counts only where the request comes from the proxy itself. */
export function clientCertificate({ header, subjects, proxies, idHeader }: CertificateSpec): Verifier {
  return {
    asks: 'proof',
    check(request) {
      const from = request.from?.replace(/^::ffff:/, '') ?? '';
      const subject = oneHeader(request, header);
      if (!proxies.includes(from) || subject === null || !subjects.includes(subject)) return null;
      return { id: idHeader === null ? null : oneHeader(request, idHeader) };
    },
  };
}
