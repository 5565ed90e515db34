export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export type SpellSpec = readonly [from: string, to: string];
type Weekly = Readonly<Partial<Record<(typeof WEEKDAYS)[number], readonly SpellSpec[]>>>;

/** Opening hours as a desk writes them. Times are local 'HH:MM', '24:00' is the end of the day. */
export interface CalendarSpec {
  readonly id: string;
  /** IANA name, such as Europe/Berlin. */
  readonly timezone: string;
  readonly weekly: Weekly;
  /** Closed days: YYYY-MM-DD, or *-MM-DD for every year; a name may follow, as in '*-12-25 Christmas Day'. */
  readonly holidays: readonly string[];
  /** YYYY-MM-DD -> spells that replace those of the weekday; wins over a holiday on that date. */
  readonly exceptions: Readonly<Record<string, readonly SpellSpec[]>>;
  /** Closed whatever else is said: ISO instants with an offset, and perhaps a name. */
  readonly closed?: readonly ClosureSpec[] | undefined;
  /** What changed later, in the order of the dates. */
  readonly versions?: readonly CalendarVersion[] | undefined;
}

export type ClosureSpec = readonly [from: string, to: string, name?: string | undefined];

/**
 * From the first instant of the local date `from`, what it says holds instead; what it does not say stays as before.
 * Every instant before is decided as if this version did not exist.
 */
export interface CalendarVersion {
  readonly from: string;
  readonly timezone?: string | undefined;
  readonly weekly?: Weekly | undefined;
  readonly holidays?: readonly string[] | undefined;
  readonly exceptions?: CalendarSpec['exceptions'] | undefined;
  readonly closed?: readonly ClosureSpec[] | undefined;
}

export type Path = readonly (string | number)[];

/** A calendar that cannot be used as asked. `path` leads to the field of its spec, empty when no field is to blame. */
export class CalendarError extends Error {
  readonly calendar: string;
  readonly path: Path;

  constructor(calendar: string, path: Path, problem: string) {
    const field = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
    super(`Calendar "${calendar}"${field === '' ? '' : `, ${field.slice(1)}`}: ${problem}`);
    this.name = 'CalendarError';
    this.calendar = calendar;
    this.path = path;
  }
}
