import type { Connector } from '../../src/connector/connector.ts';
import { normaliseAgentRow, normaliseTicketRow } from './normalise.ts';
import { isSentRows, normaliseSentRows } from './sent-rows.ts';

/** The neutral ticket log: one event a row, no mapping needed. */
export const ticketLog: Connector = {
  id: 'ticket-log',
  title: 'Neutral ticket log',
  configure: (source) => ({
    source,
    neededColumns: ['ticket', 'at', 'event'],
    bots: [],
    normalise: (fact) => {
      if (fact.about === 'agent') return normaliseAgentRow(source, fact);
      return isSentRows(fact) ? normaliseSentRows(source, fact) : normaliseTicketRow(source, fact);
    },
  }),
};
