import type { Connector } from '../src/connector/connector.ts';
import { eventLog } from './event-log/index.ts';
import { ticketLog } from './ticket-log/index.ts';

/** Every source we understand. Adding one: its folder, and its line here (docs/add-a-connector.md). */
export const CONNECTORS: readonly Connector[] = [eventLog, ticketLog];
