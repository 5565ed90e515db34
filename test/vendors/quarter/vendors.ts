import { mailDigest } from '../../../src/connector/mail-digest.ts';
import type { SignIn } from '../../../src/connector/remote.ts';
import { jiraSigned, standardWebhooks, zendeskSigned } from '../../../src/connector/verifiers/index.ts';
import type { Verifier } from '../../../src/connector/webhook.ts';
import type { StandIn, StandInOptions } from '../desk/stand-in.ts';
import { CREDENTIALS as JIRA } from '../jira/auth.ts';
import { startJira } from '../jira/stand-in.ts';
import { CREDENTIALS as SERVICENOW } from '../servicenow/access.ts';
import { startServiceNow } from '../servicenow/servicenow.ts';
import { ZENDESK_LOGIN } from '../zendesk/auth.ts';
import { zendeskIds } from '../zendesk/ids.ts';
import { startZendesk } from '../zendesk/zendesk.ts';

/** A vendor's stand-in, and how a desk would connect to it. */
export interface Vendor {
  readonly id: 'zendesk' | 'jira' | 'servicenow';
  readonly start: (options: StandInOptions) => Promise<StandIn>;
  readonly signIn: SignIn;
  readonly credential: string;
  readonly only: readonly string[];
  readonly settings: string | null;
  readonly verifier: Verifier;
  /** Signs and is known by it. */
  readonly secret: string;
  /** What it can say of so many stars, 0..1. */
  readonly scoreOf: (stars: number) => number;
  readonly opensAs: 'new' | 'open';
}

const WHSEC = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

export const VENDORS: readonly Vendor[] = [
  {
    id: 'zendesk',
    start: startZendesk,
    signIn: { kind: 'client-credentials', clientId: ZENDESK_LOGIN.clientId, scope: 'read write' },
    credential: ZENDESK_LOGIN.clientSecret,
    only: [],
    settings: `bots: [${zendeskIds.bot}]`,
    verifier: zendeskSigned,
    secret: 'dGhlIHNlY3JldCBvZiB0aGUgc3RhbmQtaW4',
    scoreOf: (stars) => (stars === 1 ? 0 : 1), // good or bad, and nothing between
    opensAs: 'new',
  },
  {
    id: 'jira',
    start: startJira,
    signIn: { kind: 'api-token', user: JIRA.email },
    credential: JIRA.apiToken,
    only: [],
    settings: null,
    verifier: jiraSigned,
    secret: "It's a Secret to Everybody",
    scoreOf: (stars) => (stars - 1) / 4,
    opensAs: 'open', // a request waits for support from the first on
  },
  {
    id: 'servicenow',
    start: startServiceNow,
    signIn: { kind: 'client-credentials', clientId: SERVICENOW.clientId, scope: null },
    credential: SERVICENOW.clientSecret,
    only: [],
    settings: 'bots: [integration.routing]',
    verifier: standardWebhooks,
    secret: WHSEC,
    scoreOf: (stars) => (stars - 1) / 4,
    opensAs: 'new',
  },
];

/** By which an agent of the desk is known in whatever vendor it is kept in. */
export const mailOf = (email: string): string => mailDigest(email) ?? '';
