import type { DeskPriority, DeskStatus } from '../desk/story.ts';

export type StatusWord = 'new' | 'open' | 'pending' | 'hold' | 'solved' | 'closed' | 'deleted';

export const STATUS_WORDS: Readonly<Record<DeskStatus, StatusWord>> = {
  open: 'open',
  pending: 'pending',
  'on-hold': 'hold',
  resolved: 'solved',
  closed: 'closed',
};

export const PRIORITY_WORDS: Readonly<Record<DeskPriority, string>> = {
  P1: 'urgent',
  P2: 'high',
  P3: 'normal',
  P4: 'low',
};

/** The account's one custom status of each category; closed and deleted tickets keep the solved one. */
const CUSTOM_STATUSES = { new: 1, open: 2, pending: 3, hold: 4, solved: 5, closed: 5, deleted: 5 } as const;

export const customStatusId = (status: StatusWord): number => 23_111_598_975_890 + CUSTOM_STATUSES[status];

/** Rails' names for the zones of the desk, as users and schedules have them. */
const RAILS_ZONES: Readonly<Record<string, string>> = {
  'Europe/Madrid': 'Madrid',
  'America/New_York': 'Eastern Time (US & Canada)',
  'Asia/Kolkata': 'Mumbai',
};

export const railsZone = (iana: string): string => RAILS_ZONES[iana] ?? iana;
