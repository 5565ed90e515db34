import { type HmacSpec, hmacVerifier } from './hmac.ts';

const MINUTES = 60_000;

const PLAIN: HmacSpec = {
  algorithm: 'sha256',
  header: 'x-hub-signature-256',
  prefix: 'sha256=',
  encoding: 'hex',
  signed: '{body}',
  timestamp: null,
  idHeader: 'x-github-delivery',
  toleranceMs: 5 * MINUTES,
};

/** Timestamp, then body, nothing between (connectors.md 1.1). */
export const zendeskSigned = hmacVerifier({
  ...PLAIN,
  header: 'x-zendesk-webhook-signature',
  prefix: '',
  encoding: 'base64',
  signed: '{timestamp}{body}',
  timestamp: { header: 'x-zendesk-webhook-signature-timestamp', unit: 'iso' },
  idHeader: 'x-zendesk-webhook-invocation-id',
});

/** An admin webhook of Jira with a secret (connectors.md 2.1). The body carries its time, the header the id of a delivery. */
export const jiraSigned = hmacVerifier({
  ...PLAIN,
  header: 'x-hub-signature',
  idHeader: 'x-atlassian-webhook-identifier',
});

export const githubSigned = hmacVerifier(PLAIN);
