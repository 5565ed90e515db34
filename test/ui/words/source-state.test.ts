import { describe, expect, it } from 'vitest';
import type { SourceView } from '../../../src/api/sources-schema.ts';
import { agoText, stateOf } from '../../../src/ui/words/source-state.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NOW = Date.UTC(2026, 2, 2, 8);
const ago = (ms: number) => new Date(NOW - ms).toISOString();
const at = ago(0);
const WELL: SourceView = {
  id: 'zd',
  connector: { id: 'zendesk', title: 'Zendesk' },
  sendsWebhooks: true,
  isRead: true,
  tickets: 10,
  gone: 0,
  waiting: { live: 0, backfill: 0, oldest: null },
  failing: { tickets: 0, example: null },
  lastWebhook: ago(3_000),
  reconciled: { at: ago(DAY), listed: 10, drifted: 0, missing: 0 },
  unmapped: { words: 0, most: [] },
};
const told = (part: Partial<SourceView>) => {
  const { tone, said, remedy } = stateOf({ ...WELL, ...part }, at);
  return [tone, said.replaceAll('\u00a0', ' '), remedy];
};
const waiting = (live: number, backfill: number, since: number | null) => ({
  waiting: { live, backfill, oldest: since === null ? null : ago(since) },
});

describe('the state of a source', () => {
  it('is well where nothing waits, fails or is overdue', () => {
    expect(told({})).toEqual(['well', 'All is well', null]);
    expect(told({ reconciled: null })[0]).toBe('well'); // the service will, by night
  });

  it.each([
    ['1 ticket waits to be read', waiting(1, 4, 1_000)],
    ['2 tickets wait to be read', waiting(2, 0, 15 * MINUTE)],
    ['4,000 tickets wait to be read from the history', waiting(0, 4_000, null)],
  ])('is busy: %s', (said, part) => {
    expect(told(part).slice(0, 2)).toEqual(['busy', said]);
  });

  it('is trouble where tickets wait too long, or cannot be read, with what to do', () => {
    const late = told(waiting(2, 0, 16 * MINUTE));
    expect(late.slice(0, 2)).toEqual(['trouble', '2 tickets wait to be read, the longest for 16 min']);
    expect(late[2]).toContain('--role worker');
    const example = 'The token was refused. Make a new one.';
    const failing = told({ ...waiting(2, 0, 16 * MINUTE), failing: { tickets: 2, example } });
    expect(failing.slice(0, 2)).toEqual(['trouble', '2 tickets cannot be read']);
    expect(failing[2]).toContain(example);
    expect(told({ failing: { tickets: 1, example: null } })[2]).toContain('log');
  });

  it.each<[string, Partial<SourceView>, string]>([
    ['No ticket has been read yet', { tickets: 0, lastWebhook: null }, 'backfill zd'],
    ['No webhook has come yet', { lastWebhook: null }, 'connect zd'],
    ['No webhook has come yet', { lastWebhook: null, isRead: false, tickets: 0 }, 'docs/webhooks.md'],
    ['No webhook for 3 d 1 h', { lastWebhook: ago(3 * DAY + 60 * MINUTE) }, 'doctor zd'],
    ['Not compared for 3 d', { reconciled: { at: ago(3 * DAY), listed: 1, drifted: 0, missing: 0 } }, 'reconcile zd'],
  ])('is unsure: %s %#', (said, part, remedy) => {
    const state = told(part);
    expect(state.slice(0, 2)).toEqual(['unsure', said]);
    expect(state[2]).toContain(remedy);
  });

  it('of one that sends no webhooks does not miss them', () => {
    expect(told({ sendsWebhooks: false, lastWebhook: null })[0]).toBe('well');
  });
});

it('tells how long ago something was by the clock that told it, never a time to come', () => {
  const texts = [0, 3_000, 90 * MINUTE, -5_000].map((ms) => agoText(ago(ms), at).replaceAll('\u00a0', ' '));
  expect(texts).toEqual(['just now', '3 s ago', '1 h 30 min ago', 'just now']);
});
