/** The account's ids, all made of the desk's numbers: tickets count from a few thousand on, everything else is large. */
export const zendeskIds = {
  ticket: (n: number) => 5000 + n,
  agent: (n: number) => 23_111_595_970_000 + n,
  customer: (n: number) => 23_111_610_000_000 + n,
  group: (n: number) => 23_111_598_980_000 + n,
  membership: (n: number) => 23_111_598_990_000 + n,
  rating: (n: number) => 23_111_700_000_000 + n,
  metricSet: (n: number) => 23_111_800_000_000 + n,
  /** Rows of a ticket's metric events: ten thousand for each. */
  metricRow: (n: number, row: number) => 31_000_000_000_000 + n * 10_000 + row,
  /** Audits and their events share one count. */
  firstAudit: 23_112_000_000_000,
  admin: 23_111_595_960_001,
  /** The app that hands tickets out: a user of the account, with a custom role. */
  bot: 23_111_595_960_002,
  botRole: 360_000_210_636,
  organization: 23_111_600_000_001,
  brand: 23_111_567_404_180,
  form: 23_111_598_732_820,
  /** The custom field that holds the work type. */
  workTypeField: 23_111_693_329_300,
  policy: 36_000_643_450,
  account: 22_129_848,
} as const;

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID: ten characters of milliseconds, sixteen that tell it from others. */
export function ulid(at: number, count: number): string {
  return crockford(at, 10) + crockford(count, 16);
}

function crockford(value: number, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest = Math.floor(rest / 32)) text = `${CROCKFORD[rest % 32]}${text}`;
  return text;
}

/** In the form of a UUID; counted, not drawn. */
export function uuid(count: number): string {
  const hex = count.toString(16).padStart(12, '0');
  return `2b24ef10-19d3-4740-93cf-${hex}`;
}

/** As the vendor writes instants: whole seconds, UTC. */
export const iso = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
