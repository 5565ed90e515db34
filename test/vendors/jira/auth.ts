import type { IncomingHttpHeaders } from 'node:http';
import { type Answer, type Caller, ok, Refused } from './http.ts';
import { type People, READER_EMAIL, uuidOf } from './people.ts';
import type { Traps } from './traps.ts';

/** What this Jira accepts. */
export const CREDENTIALS = {
  email: READER_EMAIL,
  /** Of old: on the site's address and the gateway's. */
  apiToken: 'classic-api-token',
  /** With scopes, or of a service account: at the gateway only. */
  scopedToken: 'scoped-api-token',
  clientId: 'client-of-the-desk',
  clientSecret: 'secret-of-the-client',
  /** Data Center. */
  personalToken: 'personal-access-token',
  username: 'stepladder',
  password: 'password-of-stepladder',
} as const;

export const CLOUD_ID = uuidOf('cloud', 1);
const TOKEN_LASTS = 3_600_000;
const SCOPES = 'read:jira-work read:jira-user manage:jira-webhook read:servicedesk-request';

export interface Gate {
  /** Null: nobody in particular, which only Data Center lets pass. */
  callerOf(headers: IncomingHttpHeaders, isGateway: boolean): Caller | null;
  /** `POST /oauth/token`. */
  token(body: Readonly<Record<string, unknown>>): Answer;
  /** `GET /oauth/token/accessible-resources`. */
  resources(headers: IncomingHttpHeaders, url: string): Answer;
}

interface Around {
  readonly people: People;
  readonly traps: Traps;
  readonly clock: () => number;
  readonly dataCenter: boolean;
}

export function makeGate({ people, traps, clock, dataCenter }: Around): Gate {
  const tokens = new Map<string, number>();
  const person = people.reader;
  const bearerOf = ({ authorization = '' }: IncomingHttpHeaders) => /^Bearer (.+)$/i.exec(authorization)?.[1];
  const holds = (token: string | undefined) => token !== undefined && (tokens.get(token) ?? 0) > clock();
  const cloudCaller = (headers: IncomingHttpHeaders, isGateway: boolean): Caller => {
    const [email, token] = basicOf(headers);
    const isOurs = email?.toLowerCase() === CREDENTIALS.email;
    const isClassic = isOurs && token === CREDENTIALS.apiToken;
    if (isClassic && !traps.scopedTokenOnlyAtGateway) return { person, kind: 'token' };
    if (isGateway && (isClassic || (isOurs && token === CREDENTIALS.scopedToken))) return { person, kind: 'scoped' };
    if (isGateway && holds(bearerOf(headers))) return { person, kind: 'oauth' };
    if (isGateway) throw new Refused(401, { code: 401, message: 'Unauthorized' });
    const message = 'Client must be authenticated to access this resource.';
    throw new Refused(401, { message, 'status-code': 401 }, { 'www-authenticate': 'OAuth realm="jira"' });
  };
  const ownCaller = (headers: IncomingHttpHeaders): Caller | null => {
    const [name, password] = basicOf(headers);
    const isOurs = name === CREDENTIALS.username && password === CREDENTIALS.password;
    return isOurs || bearerOf(headers) === CREDENTIALS.personalToken ? { person, kind: 'personal' } : null;
  };
  return {
    callerOf: dataCenter ? ownCaller : cloudCaller,
    token: (body) => {
      const { grant_type: grant, client_id: id, client_secret: secret } = body;
      if (grant !== 'client_credentials') {
        throw new Refused(400, {
          error: 'unsupported_grant_type',
          error_description: `Grant ${String(grant)} is not for this client.`,
        });
      }
      if (id !== CREDENTIALS.clientId || secret !== CREDENTIALS.clientSecret) {
        throw new Refused(401, { error: 'access_denied', error_description: 'Unauthorized' });
      }
      const access_token = `access-${tokens.size + 1}`;
      tokens.set(access_token, clock() + TOKEN_LASTS);
      return ok({ access_token, expires_in: TOKEN_LASTS / 1000, token_type: 'Bearer', scope: SCOPES });
    },
    resources: (headers, url) => {
      if (!holds(bearerOf(headers))) throw new Refused(401, { code: 401, message: 'Unauthorized' });
      return ok([{ id: CLOUD_ID, url, name: 'desk', scopes: SCOPES.split(' '), avatarUrl: '' }]);
    },
  };
}

function basicOf({ authorization = '' }: IncomingHttpHeaders): [string?, string?] {
  const packed = /^Basic (.+)$/i.exec(authorization)?.[1];
  if (packed === undefined) return [];
  const said = Buffer.from(packed, 'base64').toString();
  const at = said.indexOf(':');
  return at < 0 ? [] : [said.slice(0, at), said.slice(at + 1)];
}
