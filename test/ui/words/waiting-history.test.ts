import { expect, it } from 'vitest';
import type { SourcesView } from '../../../src/api/sources-schema.ts';
import { MOST_LOOKS, type WaitingHistory, withLook } from '../../../src/ui/words/waiting-history.ts';

const view = (second: number, live: number, lastWebhook: number | null = null): SourcesView => ({
  at: new Date(second * 1000).toISOString(),
  deliveries: { pending: 0, done: 0, setAside: 0 },
  sources: [
    {
      id: 'zd',
      connector: { id: 'zendesk', title: 'Zendesk' },
      sendsWebhooks: true,
      isRead: true,
      tickets: 0,
      gone: 0,
      waiting: { live, backfill: 1, oldest: null },
      failing: { tickets: 0, example: null },
      lastWebhook: lastWebhook === null ? null : new Date(lastWebhook * 1000).toISOString(),
      reconciled: null,
      unmapped: { words: 0, most: [] },
    },
  ],
});

function afterAll(views: readonly SourcesView[]): WaitingHistory {
  return views.reduce<WaitingHistory>((history, one, i) => withLook(history, one, views[i - 1] ?? null), new Map());
}

it('grows by one look at a time, and says at which a webhook had come since', () => {
  const looks = afterAll([view(0, 0, 0), view(2, 3, 1), view(4, 2, 1)]).get('zd') ?? [];
  expect(looks.map(({ waiting, webhook }) => [waiting, webhook])).toEqual([
    [0, false], // whenever that one came, it was before the page was opened
    [3, true],
    [2, false],
  ]);
  expect(
    afterAll([view(0, 0), view(2, 0, 1)])
      .get('zd')
      ?.map(({ webhook }) => webhook),
  ).toEqual([false, true]);
});

it('does not grow where the same was told again, nor beyond what is drawn', () => {
  expect(afterAll([view(0, 1), view(0, 1)]).get('zd')).toHaveLength(1);
  const many = afterAll(Array.from({ length: MOST_LOOKS + 5 }, (_, i) => view(i, i))).get('zd') ?? [];
  expect([many.length, many.at(-1)?.waiting]).toEqual([MOST_LOOKS, MOST_LOOKS + 4]);
});
