import type { Agent, Identities } from '../domain/agent.ts';
import { type Directory, directory } from '../domain/directory.ts';
import type { DeskRules } from '../rules/load-rules.ts';
import type { Store } from '../store/store.ts';

/** What the views read: the store, the rules in force, and who is whom. */
export interface Desk {
  readonly store: Store;
  readonly rules: DeskRules;
  readonly whoIsWho: () => Promise<Identities>;
}

export interface People extends Directory {
  readonly listed: readonly Agent[];
  readonly contributors: Awaited<ReturnType<Store['contributors']>>;
}

export async function peopleOf({ store }: Desk): Promise<People> {
  const [listed, contributors, aliases] = await Promise.all([store.agents(), store.contributors(), store.aliases()]);
  return { ...directory(listed, contributors, aliases), listed, contributors };
}

/** Something asked for by name that is not there; `remedy` says where to find what is. */
export class NotFound extends Error {
  override readonly name = 'NotFound';
}
