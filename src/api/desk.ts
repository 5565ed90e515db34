import type { Connector } from '../connector/connector.ts';
import type { Agent, Identities } from '../domain/agent.ts';
import { type Directory, directory } from '../domain/directory.ts';
import type { AgentId } from '../domain/ids.ts';
import type { Instant } from '../domain/interval.ts';
import type { DeskRules } from '../rules/load-rules.ts';
import type { ReadingCounts } from '../store/reading-store.ts';
import type { Store, StoreCounts } from '../store/store.ts';

/** How reading the sources goes. */
export interface ReadingNow {
  readonly at: Instant;
  readonly deliveries: StoreCounts['deliveries'];
  readonly sources: readonly {
    readonly source: string;
    readonly counts: ReadingCounts;
    /** What the last comparison with the source found; null: there was none. */
    readonly reconciled: {
      readonly at: Instant;
      readonly listed: number;
      readonly drifted: number;
      readonly missing: number;
    } | null;
  }[];
}

/** What the views read: the store, the rules in force, who is whom, and how reading goes. */
export interface Desk {
  readonly store: Store;
  readonly rules: DeskRules;
  readonly connectors: readonly Pick<Connector, 'id' | 'title'>[];
  readonly whoIsWho: () => Promise<Identities>;
  /** Of every source of the rules. */
  readonly readingNow: () => Promise<ReadingNow>;
}

export interface People extends Directory {
  readonly listed: readonly Agent[];
  readonly contributors: Awaited<ReturnType<Store['contributors']>>;
}

/** `id`: where nobody else is asked after; a large desk's people are many. */
export async function peopleOf({ store }: Desk, id?: AgentId): Promise<People> {
  const of = [store.agents(id), store.contributors(id), store.aliases()] as const;
  const [listed, contributors, aliases] = await Promise.all(of);
  return { ...directory(listed, contributors, aliases), listed, contributors };
}

/** Something asked for by name that is not there; `remedy` says where to find what is. */
export class NotFound extends Error {
  override readonly name = 'NotFound';
}

/** Something that may not be done as things are; the message says what to do instead. */
export class Refused extends Error {
  override readonly name = 'Refused';
  /** What does not fit of what was sent; empty: all does, but it may not follow. */
  readonly unfit: readonly { readonly field: string; readonly message: string }[];

  constructor(message: string, unfit: Refused['unfit'] = []) {
    super(message);
    this.unfit = unfit;
  }
}
