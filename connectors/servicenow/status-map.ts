import type { TicketStatus } from '../../src/domain/ticket.ts';

/** What a number in `state` means in one table. label: the vendor's word for it. */
export interface StateMeaning {
  readonly status: TicketStatus;
  readonly label: string;
}

export interface TicketTable {
  readonly kind: string;
  readonly states: Readonly<Record<string, StateMeaning>>;
}

const is = (status: TicketStatus, label: string): StateMeaning => ({ status, label });

const TASK: TicketTable['states'] = {
  '-5': is('on-hold', 'Pending'),
  '1': is('new', 'Open'),
  '2': is('open', 'Work in Progress'),
  '3': is('closed', 'Closed Complete'),
  '4': is('closed', 'Closed Incomplete'),
  '7': is('cancelled', 'Closed Skipped'),
};

/** The same number means something else in each table. A table that is not here is named in the settings. */
export const TABLES: Readonly<Record<string, TicketTable>> = {
  incident: {
    kind: 'incident',
    states: {
      '1': is('new', 'New'),
      '2': is('open', 'In Progress'),
      '3': is('on-hold', 'On Hold'),
      '6': is('resolved', 'Resolved'),
      '7': is('closed', 'Closed'),
      '8': is('cancelled', 'Canceled'),
    },
  },
  problem: {
    kind: 'problem',
    states: {
      '101': is('new', 'New'),
      '102': is('open', 'Assess'),
      '103': is('open', 'Root Cause Analysis'),
      '104': is('open', 'Fix in Progress'),
      '106': is('resolved', 'Resolved'),
      '107': is('closed', 'Closed'),
    },
  },
  change_request: {
    kind: 'change',
    states: {
      '-5': is('new', 'New'),
      '-4': is('open', 'Assess'),
      '-3': is('open', 'Authorize'),
      '-2': is('open', 'Scheduled'),
      '-1': is('open', 'Implement'),
      '0': is('open', 'Review'),
      '3': is('closed', 'Closed'),
      '4': is('cancelled', 'Canceled'),
    },
  },
  sc_req_item: { kind: 'request', states: TASK },
  sc_task: { kind: 'task', states: TASK },
  task: { kind: 'task', states: TASK },
};

/** `hold_reason`: whom a ticket on hold waits for. */
export const HOLD_REASONS: Readonly<Record<string, StateMeaning>> = {
  '1': is('pending', 'Awaiting Caller'),
  '3': is('on-hold', 'Awaiting Problem'),
  '4': is('on-hold', 'Awaiting Vendor'),
  '5': is('on-hold', 'Awaiting Change'),
};

export const PRIORITIES: Readonly<Record<string, string>> = { '1': 'P1', '2': 'P2', '3': 'P3', '4': 'P4', '5': 'P5' };

/** `contact_type`; other words are kept as they are. */
export const CHANNELS: Readonly<Record<string, string>> = { email: 'mail', 'self-service': 'web' };
