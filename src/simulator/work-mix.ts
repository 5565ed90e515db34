/**
 * What reaches the desk and how hard it is. `share` is how often, `ease` the logit a cell adds to the chance of a good
 * outcome (positive is easier). Both are invented; the interactions are what simple averages get wrong.
 */
export type WorkType = 'access' | 'hardware' | 'software' | 'network' | 'mail' | 'telephony';
export type Priority = 'P1' | 'P2' | 'P3' | 'P4';
type Channel = 'phone' | 'mail' | 'web' | 'chat';
export type Shift = 'day' | 'evening' | 'night';

interface Frequency {
  readonly share: number;
  readonly ease: number;
}

const workTypes: Readonly<Record<WorkType, Frequency & { readonly requests: number }>> = {
  access: { share: 0.26, ease: 0.45, requests: 0.7 }, // requests: share that are service requests
  hardware: { share: 0.16, ease: 0.1, requests: 0.4 },
  software: { share: 0.24, ease: 0, requests: 0.25 },
  network: { share: 0.16, ease: -0.45, requests: 0.05 },
  mail: { share: 0.15, ease: 0.35, requests: 0.1 },
  telephony: { share: 0.03, ease: -0.1, requests: 0.2 },
};

const priorities: Readonly<Record<Priority, Frequency & { readonly targetHours: number }>> = {
  P1: { share: 0.04, ease: -0.6, targetHours: 4 },
  P2: { share: 0.14, ease: -0.25, targetHours: 8 },
  P3: { share: 0.57, ease: 0.05, targetHours: 96 }, // 40 business hours, about four days of the 24x7 clock used here
  P4: { share: 0.25, ease: 0.2, targetHours: 192 }, // 80 business hours
};

const channels: Readonly<Record<Channel, Frequency>> = {
  phone: { share: 0.3, ease: 0.1 },
  mail: { share: 0.3, ease: -0.1 },
  web: { share: 0.25, ease: 0 },
  chat: { share: 0.15, ease: 0.05 },
};

const shifts: Readonly<Record<Shift, Frequency>> = {
  day: { share: 0.5, ease: 0.15 },
  evening: { share: 0.25, ease: 0.05 },
  night: { share: 0.25, ease: -0.5 },
};

/** Further factors on `share` and terms of `ease` where two conditions meet. */
const interactions: readonly {
  readonly both: readonly [string, string];
  readonly share: number;
  readonly ease: number;
}[] = [
  { both: ['night', 'P1'], share: 2.5, ease: -0.3 },
  { both: ['night', 'P2'], share: 1.6, ease: 0 },
  { both: ['night', 'network'], share: 2, ease: -0.3 },
  { both: ['network', 'P1'], share: 1.5, ease: -0.3 },
  { both: ['evening', 'hardware'], share: 0.7, ease: -0.2 },
];

/** One kind of work; the shares of a shift's cells add up to 1. */
export interface Cell {
  readonly workType: WorkType;
  readonly priority: Priority;
  readonly channel: Channel;
  readonly shift: Shift;
  readonly share: number;
  readonly ease: number;
}

const keysOf = <K extends string>(record: Readonly<Record<K, unknown>>): readonly K[] => Object.keys(record) as K[];

export const WORK_TYPES = keysOf(workTypes);

const cellsByShift: Readonly<Record<Shift, readonly Cell[]>> = {
  day: cellsOfShift('day'),
  evening: cellsOfShift('evening'),
  night: cellsOfShift('night'),
};

export function cellsOf(shift: Shift): readonly Cell[] {
  return cellsByShift[shift];
}

/** The mix of the whole desk, which every person's true rate refers to; shares add up to 1. */
export const TEAM_MIX: readonly Cell[] = keysOf(shifts).flatMap((shift) =>
  cellsOf(shift).map((cell) => ({ ...cell, share: cell.share * shifts[shift].share })),
);

/** Resolution target in hours of a clock that runs day and night and pauses while the requester or the fix is waited for. */
export function targetHoursOf(priority: Priority): number {
  return priorities[priority].targetHours;
}

/** Share of service requests among the tickets of this work; a P1 is always an incident. */
export function requestShareOf(cell: Cell): number {
  return cell.priority === 'P1' ? 0 : workTypes[cell.workType].requests;
}

function cellsOfShift(shift: Shift): readonly Cell[] {
  const cells = WORK_TYPES.flatMap((workType) =>
    keysOf(priorities).flatMap((priority) =>
      keysOf(channels).map((channel) => cellOf(workType, priority, channel, shift)),
    ),
  );
  const total = cells.reduce((sum, cell) => sum + cell.share, 0);
  return cells.map((cell) => ({ ...cell, share: cell.share / total }));
}

function cellOf(workType: WorkType, priority: Priority, channel: Channel, shift: Shift): Cell {
  const words: readonly string[] = [workType, priority, channel, shift];
  const parts = [workTypes[workType], priorities[priority], channels[channel]];
  const meeting = interactions.filter(({ both }) => both.every((word) => words.includes(word)));
  return {
    workType,
    priority,
    channel,
    shift,
    share: [...parts, ...meeting].reduce((product, part) => product * part.share, 1),
    ease: [...parts, ...meeting, shifts[shift]].reduce((sum, part) => sum + part.ease, 0),
  };
}
