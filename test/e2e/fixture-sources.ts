import type { SourcesView, SourceView } from '../../src/api/sources-schema.ts';

const AT = Date.UTC(2026, 9, 5, 8);
const ago = (minutes: number) => new Date(AT - minutes * 60_000).toISOString();

const jira: SourceView = {
  id: 'jira',
  connector: { id: 'jira', title: 'Jira' },
  sendsWebhooks: true,
  isRead: true,
  tickets: 20_000,
  gone: 12,
  waiting: { live: 0, backfill: 0, oldest: null },
  failing: { tickets: 0, example: null },
  lastWebhook: ago(0.05),
  reconciled: { at: ago(360), listed: 4_210, drifted: 3, missing: 1 },
  unmapped: { words: 0, most: [] },
};

const zendesk: SourceView = {
  ...jira,
  id: 'zendesk-emea',
  connector: { id: 'zendesk', title: 'Zendesk' },
  waiting: { live: 14, backfill: 3_200, oldest: ago(0.1) },
  reconciled: null,
  unmapped: {
    words: 22,
    most: [
      { what: 'custom status', word: '9011223344', count: 1_204 },
      { what: 'group', word: 'a-group-whose-name-is-so-long-that-no-narrow-window-holds-it-in-one-line', count: 7 },
    ],
  },
};

const serviceNow: SourceView = {
  ...jira,
  id: 'snow',
  connector: { id: 'servicenow', title: 'ServiceNow' },
  waiting: { live: 3, backfill: 0, oldest: ago(40) },
  failing: { tickets: 3, example: 'snow refuses to show sys_audit (403). Give the account the role snc_read_only.' },
  lastWebhook: ago(38),
};

const crm: SourceView = {
  ...jira,
  id: 'crm',
  connector: { id: 'ticket-log', title: 'Neutral ticket log' },
  isRead: false,
  tickets: 0,
  gone: 0,
  lastWebhook: null,
  reconciled: null,
};

/** One source in each state; `seconds` later, with what has come by then. */
export const sourcesAfter = (seconds: number): SourcesView => ({
  at: new Date(AT + seconds * 1_000).toISOString(),
  deliveries: { pending: seconds, done: 412_000, setAside: 2 },
  sources: [
    serviceNow,
    { ...zendesk, waiting: { ...zendesk.waiting, live: 14 + ((seconds * 7) % 23) } },
    { ...jira, lastWebhook: new Date(AT + seconds * 1_000 - (seconds % 6) * 1_000).toISOString() },
    crm,
  ],
});
