import type { SourcesView } from '../../api/sources-schema.ts';

/** What was seen of a source at one look. */
export interface Look {
  readonly at: string;
  /** Changed tickets that are to be read; a history of thousands would hide them. */
  readonly waiting: number;
  /** Whether one had come since the look before. */
  readonly webhook: boolean;
}

/** Looks by source, oldest first. */
export type WaitingHistory = ReadonlyMap<string, readonly Look[]>;

export const MOST_LOOKS = 60;

/** With one look more; the same where nothing was counted since. `before`: what the look before it saw. */
export function withLook(
  history: WaitingHistory,
  { at, sources }: SourcesView,
  before: SourcesView | null,
): WaitingHistory {
  if (before?.at === at) return history;
  const grown = sources.map(({ id, waiting, lastWebhook }) => {
    const known = before?.sources.find((one) => one.id === id);
    const webhook = known !== undefined && known.lastWebhook !== lastWebhook;
    const look = { at, waiting: waiting.live, webhook };
    return [id, [...(history.get(id) ?? []), look].slice(-MOST_LOOKS)] as const;
  });
  return new Map(grown);
}
