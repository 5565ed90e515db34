import type { Normalised } from '../../src/connector/connector.ts';
import { Rejected } from '../../src/connector/rejected.ts';
import { parsed } from './reading.ts';
import { webhookSchema } from './schema.ts';

/** Of tickets, with and without the `jira:` that some versions put before them. */
const OF_TICKETS = /^(jira:)?(issue|comment|worklog|attachment|issuelink|issue_property)_/;
/** Of the site, its projects and people: no ticket has changed. */
const OF_THE_SITE = /^(jira:)?(version|user|project|sprint|board|filter|issuetype|option|jira_expression|app_access)_/;

/**
 * A webhook rings: which issues are to be read again. Jira's own name an event; an automation's rule may send the issue
 * alone.
 */
export function rung(fields: unknown): Normalised {
  const webhook = parsed('webhook', webhookSchema, fields);
  const { webhookEvent, issue, comment, worklog, issueLink } = webhook;
  const commented = /\/issue\/(\d+)\/comment\//.exec(comment?.self ?? '')?.[1];
  const sent = webhook.fields === null ? null : (webhook.id ?? webhook.key);
  const named = [
    issue?.id ?? issue?.key ?? commented ?? worklog?.issueId ?? sent,
    issueLink?.sourceIssueId,
    issueLink?.destinationIssueId,
  ];
  const reread = [...new Set(named)].filter((id) => typeof id === 'string').filter((id) => ISSUE.test(id));
  if (webhookEvent === null && reread.length === 0) {
    throw new Rejected(
      'not a Jira webhook',
      'it names neither an event nor an issue',
      'Send Jira\'s own webhook, or {"issue": {"id": …}} from a rule of an automation.',
    );
  }
  const isKnown = webhookEvent === null || OF_TICKETS.test(webhookEvent) || OF_THE_SITE.test(webhookEvent);
  return { events: [], agents: [], unmapped: isKnown ? [] : [{ what: 'event', word: webhookEvent }], reread };
}

/** A number or a key: it goes into the address that is asked. */
const ISSUE = /^(\d{1,20}|[A-Za-z][A-Za-z0-9_]{0,254}-\d{1,20})$/;
