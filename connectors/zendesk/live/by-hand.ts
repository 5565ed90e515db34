import { SUBSCRIPTIONS } from './webhook-setup.ts';

const events = SUBSCRIPTIONS.map((name) => name.replace('zen:event-type:ticket.', '')).join(', ');

/** In the words of Zendesk's Admin Centre. */
export const byHand = (source: string, address: string): readonly string[] => [
  'Sign in to Zendesk as an administrator and open the Admin Centre.',
  'Under Apps and integrations, APIs, OAuth clients, add a client of the kind "confidential" whose user is an administrator: exports of tickets are given to administrators only. Keep its identifier and its secret.',
  'Give it the scopes read and webhooks:write. The latter is for `stepladder connect` alone: leave it out, and name `scope: read` in the source, if you make the webhook by hand.',
  'API tokens work too until 30 April 2027; new ones cannot be made any more.',
  'Under Apps and integrations, Webhooks, create a webhook that is connected to Zendesk events (not to a trigger or automation: that cannot be changed later).',
  `Select these ticket events: ${events}.`,
  `Name it "stepladder ${source}", endpoint ${address}, method POST, format JSON, without authentication: Zendesk signs what it sends.`,
  'Open the webhook, reveal its signing secret, and put it where the source names the secret of its webhook.',
  'Send a test from there, then run `stepladder doctor`.',
];
