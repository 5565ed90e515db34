import type { Lane } from './lane.ts';

/** One request below an address of the source. */
export interface Ask {
  /** GET if left out. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** By name, of the addresses in ClientRules; `main` if left out. */
  readonly at?: string;
  /** Begins with `/`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The quota it counts against; `main` if left out. */
  readonly bucket?: string;
  readonly lane: Lane;
  /** Can be sent again where no answer came; GET can if left out, others cannot. */
  readonly repeatable?: boolean;
  /** Statuses that are answers too, such as 404 for what may be gone; any other but 2xx is SourceTrouble. */
  readonly also?: readonly number[];
  /** Sent without credentials: who anybody may ask. */
  readonly anonymous?: boolean;
}

export interface Answer {
  readonly status: number;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed; null: there was no body. */
  readonly data: unknown;
}

/** Asks one source. Throws SourceTrouble where there is no usable answer, after it has tried again as often as may help. */
export interface Client {
  ask(ask: Ask): Promise<Answer>;
}

/** At most `most` requests in any `perMs`, `atOnce` of them at the same time. */
export interface Bucket {
  readonly most: number;
  readonly perMs: number;
  readonly atOnce: number;
}

/** How the credential is shown. */
export type Credential =
  | { readonly kind: 'headers'; readonly headers: Readonly<Record<string, string>> }
  /** A token is fetched with it, kept until shortly before its end, and fetched anew when it is refused. */
  | {
      readonly kind: 'token';
      readonly at?: string;
      readonly path: string;
      readonly body: Readonly<Record<string, string | number>>;
      readonly form: boolean;
    };

/** What is special about asking one kind of source. */
export interface ClientRules {
  /** Where it answers, by name; `main` is one. Requests go nowhere else. */
  readonly addresses: Readonly<Record<string, string>>;
  /** By name; `main` is one. */
  readonly buckets: Readonly<Record<string, Bucket>>;
  readonly credential: (secret: string) => Credential;
  /** What an answer says of a quota: which bucket rests, and how long, in milliseconds. Null: nothing. */
  readonly rest: (answer: Answer, ask: Ask) => { readonly bucket: string; readonly ms: number } | null;
  /** Milliseconds until an answer has to have come; 60,000 if left out. */
  readonly timeoutMs?: number;
  /** Before what got no answer is asked again, milliseconds, twice as long each time; 1,000 if left out. */
  readonly retryMs?: number;
}
