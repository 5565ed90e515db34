import type { ClockView, TicketClocks } from '../../src/api/ticket-clocks-schema.ts';
import type { TicketView } from '../../src/api/ticket-schema.ts';

const HOUR = 3_600_000;
const queue = { holder: null, holderId: null, team: 'Service desk north' };
const jonas = { holder: 'Jonas Lindqvist', holderId: 'sd/7', team: 'Service desk north' };
const amara = { holder: 'Amara Okafor', holderId: 'sd/42', team: 'Service desk north' };
const spell = { sourceStatus: null, calendar: 'office', running: true };

/** Of the ticket below: open on weekdays from 07:00 to 15:00 UTC. */
const breached: ClockView = {
  clock: 'resolution',
  title: 'Resolution',
  cycle: 1,
  policy: {
    id: 'standard',
    kind: 'sla',
    title: 'Standard service level',
    options: ['It pauses while the ticket is pending or on-hold.'],
  },
  priority: 'P3',
  calendar: 'office',
  state: 'breached',
  startedAt: '2026-10-05T07:12:00.000Z',
  stoppedAt: '2026-10-09T10:00:00.000Z',
  stoppedBy: 'resolved',
  targetMs: 8 * HOUR,
  elapsedMs: 14.3 * HOUR,
  pausedMs: 20.5 * HOUR,
  dueAt: '2026-10-06T07:12:00.000Z',
  breachedAt: '2026-10-06T07:12:00.000Z',
  bornBreached: false,
  spells: [
    {
      ...spell,
      ...queue,
      start: '2026-10-05T07:12:00.000Z',
      end: '2026-10-05T08:40:00.000Z',
      status: 'new',
      openMs: 5_280_000,
    },
    {
      ...spell,
      ...jonas,
      start: '2026-10-05T08:40:00.000Z',
      end: '2026-10-06T09:00:00.000Z',
      status: 'open',
      openMs: 30_000_000,
    },
    {
      ...spell,
      ...jonas,
      start: '2026-10-06T09:00:00.000Z',
      end: '2026-10-08T13:30:00.000Z',
      status: 'pending',
      sourceStatus: 'Awaiting User Info',
      running: false,
      openMs: 20.5 * HOUR,
    },
    {
      ...spell,
      ...amara,
      start: '2026-10-08T13:30:00.000Z',
      end: '2026-10-09T10:00:00.000Z',
      status: 'open',
      openMs: 16_200_000,
    },
  ],
  openHours: [5, 6, 7, 8, 9].map((day) => ({
    start: day === 5 ? '2026-10-05T07:12:00.000Z' : `2026-10-0${day}T07:00:00.000Z`,
    end: day === 9 ? '2026-10-09T10:00:00.000Z' : `2026-10-0${day}T15:00:00.000Z`,
  })),
  split: [
    { ...queue, elapsedMs: 5_280_000, pausedMs: 0, percent: 10.3 },
    { ...jonas, elapsedMs: 30_000_000, pausedMs: 20.5 * HOUR, percent: 58.3 },
    { ...amara, elapsedMs: 16_200_000, pausedMs: 0, percent: 31.4 },
  ],
  attribution: {
    overMs: 6.3 * HOUR,
    atBreach: jonas,
    byShare: [
      { ...queue, ms: 2_326_154, percent: 10.3 },
      { ...jonas, ms: 13_216_783, percent: 58.3 },
      { ...amara, ms: 7_137_063, percent: 31.4 },
    ],
    byBudgetExcess: [
      { ...queue, ms: 4_536_000, percent: 20 },
      { ...jonas, ms: 18_144_000, percent: 80 },
    ],
    budget: { medianMs: 4.5 * HOUR, holdings: 214, words: 'The median of 214 holdings by people of such work.' },
  },
  warnings: [
    { ...jonas, percent: 50, at: '2026-10-05T11:12:00.000Z', actedAt: '2026-10-06T09:00:00.000Z' },
    { ...jonas, percent: 75, at: '2026-10-05T13:12:00.000Z', actedAt: '2026-10-06T09:00:00.000Z' },
    { ...jonas, percent: 90, at: '2026-10-05T14:24:00.000Z', actedAt: '2026-10-06T09:00:00.000Z' },
    { ...jonas, percent: 100, at: '2026-10-06T07:12:00.000Z', actedAt: '2026-10-06T09:00:00.000Z' },
  ],
  nextWarning: null,
};

const met: ClockView = {
  ...breached,
  cycle: 2,
  state: 'met',
  startedAt: '2026-10-12T07:00:00.000Z',
  stoppedAt: '2026-10-12T11:00:00.000Z',
  elapsedMs: 4 * HOUR,
  pausedMs: 0,
  dueAt: '2026-10-12T15:00:00.000Z',
  breachedAt: null,
  spells: [
    {
      ...spell,
      ...amara,
      start: '2026-10-12T07:00:00.000Z',
      end: '2026-10-12T11:00:00.000Z',
      status: 'open',
      openMs: 4 * HOUR,
    },
  ],
  openHours: [{ start: '2026-10-12T07:00:00.000Z', end: '2026-10-12T15:00:00.000Z' }],
  split: [{ ...amara, elapsedMs: 4 * HOUR, pausedMs: 0, percent: 100 }],
  attribution: null,
  warnings: [],
};

export const clocks: TicketClocks = {
  id: 'INC0031004',
  asOf: '2026-11-16T00:00:00.000Z',
  timezone: 'Europe/Stockholm',
  clocks: [breached, met],
  leftOut: 8,
};

export const ticket: TicketView = {
  id: 'INC0031004',
  openedAt: '2026-10-05T07:12:00.000Z',
  status: 'closed',
  sourceStatus: 'Closed',
  kind: 'incident',
  priority: 'P3',
  workType: 'VPN and remote access',
  team: 'Service desk north',
  statuses: [
    {
      start: '2026-10-05T07:12:00.000Z',
      end: '2026-10-05T08:40:00.000Z',
      status: 'new',
      sourceStatus: 'New',
      automatic: false,
    },
    {
      start: '2026-10-05T08:40:00.000Z',
      end: '2026-10-06T09:00:00.000Z',
      status: 'open',
      sourceStatus: 'Active',
      automatic: false,
    },
    {
      start: '2026-10-06T09:00:00.000Z',
      end: '2026-10-08T13:30:00.000Z',
      status: 'pending',
      sourceStatus: 'Awaiting User Info',
      automatic: false,
    },
    {
      start: '2026-10-08T13:30:00.000Z',
      end: '2026-10-09T10:00:00.000Z',
      status: 'open',
      sourceStatus: 'Active',
      automatic: false,
    },
    {
      start: '2026-10-09T10:00:00.000Z',
      end: '2026-10-10T08:00:00.000Z',
      status: 'resolved',
      sourceStatus: 'Resolved',
      automatic: false,
    },
    {
      start: '2026-10-10T08:00:00.000Z',
      end: '2026-10-12T11:00:00.000Z',
      status: 'open',
      sourceStatus: 'Active',
      automatic: false,
    },
    { start: '2026-10-12T11:00:00.000Z', end: null, status: 'closed', sourceStatus: 'Closed', automatic: false },
  ],
  assignments: [
    {
      start: '2026-10-05T07:12:00.000Z',
      end: '2026-10-05T08:40:00.000Z',
      holder: null,
      holderId: null,
      team: 'Service desk north',
      automatic: false,
    },
    {
      start: '2026-10-05T08:40:00.000Z',
      end: '2026-10-08T13:30:00.000Z',
      holder: 'Jonas Lindqvist',
      holderId: 'sd/7',
      team: 'Service desk north',
      automatic: false,
    },
    {
      start: '2026-10-08T13:30:00.000Z',
      end: null,
      holder: 'Amara Okafor',
      holderId: 'sd/42',
      team: 'Service desk north',
      automatic: false,
    },
  ],
  resolutions: [
    {
      at: '2026-10-09T10:00:00.000Z',
      resolver: 'Amara Okafor',
      resolverId: 'sd/42',
      reopenedAt: '2026-10-10T08:00:00.000Z',
    },
    { at: '2026-10-12T11:00:00.000Z', resolver: 'Amara Okafor', resolverId: 'sd/42', reopenedAt: null },
  ],
  sourceSla: { resolution: true, response: false },
};
