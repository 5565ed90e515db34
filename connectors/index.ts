import type { Connector } from '../src/connector/connector.ts';
import { eventLog } from './event-log/index.ts';
import { jira } from './jira/index.ts';
import { serviceNow } from './servicenow/index.ts';
import { ticketLog } from './ticket-log/index.ts';
import { zendesk } from './zendesk/index.ts';

// What the desk holds can leave it again, in the neutral form.
export { AGENT_COLUMNS, TICKET_COLUMNS } from './ticket-log/rows.ts';
export { agentRows, ticketRows } from './ticket-log/write.ts';

/** Every source we understand. Adding one: its folder, and its line here (docs/add-a-connector.md). */
export const CONNECTORS: readonly Connector[] = [eventLog, jira, serviceNow, ticketLog, zendesk];
