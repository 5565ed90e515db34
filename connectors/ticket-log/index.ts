import type { Connector } from '../../src/connector/connector.ts';
import { normaliseAgentRow, normaliseTicketRow } from './normalise.ts';

/** The neutral ticket log: one event a row, no mapping needed. */
export const ticketLog: Connector = {
  id: 'ticket-log',
  title: 'Neutral ticket log',
  configure: (source) => ({
    source,
    neededColumns: ['ticket', 'at', 'event'],
    bots: [],
    normalise: (fact) => (fact.about === 'agent' ? normaliseAgentRow(source, fact) : normaliseTicketRow(source, fact)),
  }),
};
