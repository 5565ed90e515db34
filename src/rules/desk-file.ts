import { z } from 'zod';
import { Temporal } from '../domain/temporal.ts';
import type { TicketStatus } from '../domain/ticket.ts';
import { keys, oneOf, pauses, write } from './forms.ts';
import type { Problems } from './problems.ts';

/** What holds for the desk as a whole. */
export interface DeskSettings {
  /** IANA name. */
  readonly timezone: string;
  /** When figures and flags are settled each week; weekday as ISO 8601 counts, Monday is 1. */
  readonly evaluation: { readonly weekday: 1 | 2 | 3 | 4 | 5 | 6 | 7; readonly time: `${number}:${number}` };
  /** Id of the calendar for tickets under no policy. */
  readonly calendar: string;
  readonly pauses: readonly TicketStatus[];
  /** Share of work with customers, 0..1, below which a stage of a path has to say why; undefined: 0.5 (S001-10). */
  readonly leastCustomerContact?: number | undefined;
  /** Nothing is ever deleted without. */
  readonly retention?: Retention | undefined;
}

/** How long what is kept, in milliseconds; undefined: for good. What each means: docs/backup.md. */
interface Retention {
  /** Since a delivery was received that has been understood. */
  readonly deliveries?: number | undefined;
  /** Since a delivery was received that was set aside. */
  readonly 'set-aside'?: number | undefined;
  /** Since anything happened to a ticket that is at rest. */
  readonly tickets?: number | undefined;
  /** Since the week that was evaluated. */
  readonly evaluations?: number | undefined;
  /** Since anything was written about a person, or about a flag of nobody: then their whole log goes. */
  readonly decisions?: number | undefined;
}

const WEEKDAYS = { monday: 1, tuesday: 2, wednesday: 3, thursday: 4, friday: 5, saturday: 6, sunday: 7 } as const;
const zone = write('an IANA time zone, such as Europe/Berlin or Etc/UTC');
const time = write('a time of day from "00:00" to "23:59"');

const DAY_MS = 86_400_000;
const days = write('a number of days: 400d. Leave the line out to keep them for good');
const kept = z
  .string(days)
  .regex(/^[1-9]\d{0,4}d$/, days)
  .transform((text) => Number(text.slice(0, -1)) * DAY_MS)
  .optional();
type Kept = Readonly<Partial<Record<'tickets' | 'evaluations' | 'decisions', number | undefined>>>;
const outlives =
  (kind: 'tickets' | 'decisions') =>
  ({ [kind]: age, evaluations }: Kept): boolean =>
    age === undefined || (evaluations !== undefined && age >= evaluations);
const restOn = (kind: 'tickets' | 'decisions') => ({
  path: [kind],
  message: `evaluations rest on ${kind}. Write how long evaluations are kept too, and ${kind} for as long at least.`,
});
const retention = keys({ deliveries: kept, 'set-aside': kept, tickets: kept, evaluations: kept, decisions: kept })
  .refine(outlives('tickets'), restOn('tickets'))
  .refine(outlives('decisions'), restOn('decisions'));

const contactWanted = write('the least share of work with customers on any stage, 0.05 to 1, such as 0.5');
const contact = z.number(contactWanted).min(0.05, contactWanted).max(1, contactWanted);

const form = (calendars: readonly string[]) =>
  keys({
    timezone: z.string(zone).refine(isZone, zone),
    evaluation: keys({
      weekday: z
        .enum(Object.keys(WEEKDAYS) as (keyof typeof WEEKDAYS)[], write(`one of ${Object.keys(WEEKDAYS).join(', ')}`))
        .transform((day) => WEEKDAYS[day]),
      time: z
        .string(time)
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/, time)
        .transform((text) => text as `${number}:${number}`),
    }),
    calendar: oneOf('calendar', calendars),
    pauses: pauses(),
    least_customer_contact: contact.optional(),
    retention: retention.optional(),
  }).transform(({ least_customer_contact: leastCustomerContact, ...rest }) => ({ ...rest, leastCustomerContact }));

export function readDesk(text: string, calendars: readonly string[], problems: Problems): DeskSettings | null {
  return problems.read('desk.yaml', text, form(calendars))?.value ?? null;
}

function isZone(name: string): boolean {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name) !== null;
  } catch {
    return false;
  }
}
