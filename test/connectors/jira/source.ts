import { jira } from '../../../connectors/jira/index.ts';
import type { Normalised } from '../../../src/connector/connector.ts';
import { Rejected } from '../../../src/connector/rejected.ts';

/** When a delivery of these tests arrived. */
const RECEIVED_AT = Date.UTC(2026, 5, 1);

export const reader = (settings: string | null = null) => {
  const { normalise } = jira.configure('jira', settings);
  return (fields: Record<string, unknown>): Normalised =>
    normalise({ about: 'ticket', receivedAt: RECEIVED_AT, key: 'k', fields });
};

/** Null: it was set aside. Throws what is no Rejected. */
export function readOrNull(read: () => Normalised): Normalised | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Rejected) return null;
    throw error;
  }
}

export const STATUSES = {
  'To Do': { id: '1', name: 'To Do', statusCategory: { key: 'new' } },
  Doing: { id: '2', name: 'Doing', statusCategory: { key: 'indeterminate' } },
  Checked: { id: '3', name: 'Checked', statusCategory: { key: 'done' } },
} as const;
export type StatusName = keyof typeof STATUSES;

export const person = (id: string) => ({ accountId: id, accountType: 'atlassian', displayName: id });
