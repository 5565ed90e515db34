import type { Bucket, ClientRules, Credential } from '../../../src/connector/client.ts';
import type { ReadingFrom, SignIn } from '../../../src/connector/remote.ts';
import type { Instant } from '../../../src/domain/interval.ts';
import { InvalidSettings } from '../../../src/settings/read-yaml.ts';
import { restAfter } from './rest.ts';

const CLOUD = /\.(atlassian\.net|jira\.com)$/i;

/** Data Center takes personal tokens and passwords, Cloud neither. */
export const isCloud = ({ kind }: SignIn): boolean => kind === 'api-token' || kind === 'client-credentials';

/**
 * Jira allows 100 requests a second of each endpoint to all who ask this site together. Half of it is plenty.
 */
const HALF_THE_BURST: Bucket = { most: 50, perMs: 1_000, atOnce: 6 };
/** What is asked often has a quota of its own, as Jira counts each endpoint by itself. */
const ENDPOINTS = ['search', 'issues', 'histories', 'comments', 'requests'] as const;
export type Endpoint = (typeof ENDPOINTS)[number];

/** Throws InvalidSettings for a way to sign in that Jira does not have. */
export function clientRules(from: ReadingFrom, now: () => Instant): ClientRules {
  mayBeJira(from);
  const { host, origin } = new URL(from.url);
  const atAtlassian = CLOUD.test(host);
  return {
    addresses: {
      main: origin,
      gateway: atAtlassian ? 'https://api.atlassian.com' : origin,
      auth: atAtlassian ? 'https://auth.atlassian.com' : origin,
    },
    buckets: bucketsOf(from),
    credential: (secret) => credentialOf(from.signIn, secret),
    rest: (answer, ask) => restAfter(answer, ask, now()),
  };
}

/**
 * Only tokens of a user are counted by endpoint. What an OAuth client asks is counted together, in points an hour; what
 * Data Center answers, together too.
 */
function bucketsOf({ signIn, perMinute }: ReadingFrom): ClientRules['buckets'] {
  if (perMinute !== null) return { main: { most: perMinute, perMs: 60_000, atOnce: HALF_THE_BURST.atOnce } };
  const endpoints = signIn.kind === 'api-token' ? ENDPOINTS : [];
  return Object.fromEntries(['main', ...endpoints].map((name) => [name, HALF_THE_BURST]));
}

function credentialOf(signIn: SignIn, secret: string): Credential {
  switch (signIn.kind) {
    case 'client-credentials': {
      const { clientId: client_id, scope } = signIn;
      const body = {
        grant_type: 'client_credentials',
        client_id,
        client_secret: secret,
        ...(scope !== null && { scope }),
      };
      return { kind: 'token', at: 'auth', path: '/oauth/token', body, form: false };
    }
    case 'api-token':
    case 'basic':
      return showing(`Basic ${Buffer.from(`${signIn.user}:${secret}`).toString('base64')}`);
    default:
      return showing(`Bearer ${secret}`);
  }
}

const showing = (Authorization: string): Credential => ({ kind: 'headers', headers: { Authorization } });

/** Keys of projects go into queries. */
const PROJECT = /^[A-Za-z][A-Za-z0-9_]{0,254}$/;

function mayBeJira({ source, url, signIn, only }: ReadingFrom): void {
  const problems = [
    signIn.kind === 'api-key' &&
      'Jira has no api-key. Sign in with api-token or client-credentials (Cloud), or with bearer or basic (Data Center).',
    (signIn.kind === 'basic' || signIn.kind === 'bearer') &&
      CLOUD.test(new URL(url).host) &&
      `Jira Cloud does not take ${signIn.kind}. Sign in with api-token, or as a service account with client-credentials.`,
    ...only.map(
      (key) => !PROJECT.test(key) && `"${key}" is no key of a project. Write it as Jira shows it, such as ITSM.`,
    ),
  ].filter((problem) => problem !== false);
  if (problems.length === 0) return;
  throw new InvalidSettings(problems.map((message) => ({ file: `source ${source}`, line: 1, column: 1, message })));
}
