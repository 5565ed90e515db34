import { describe, expect, it } from 'vitest';
import { restAfter } from '../../../../connectors/jira/live/rest.ts';

const NOW = Date.UTC(2026, 10, 20, 9, 45);
const after = (status: number, headers: Record<string, string>) =>
  restAfter({ status, headers, data: null }, { path: '/x', lane: 'live', bucket: 'search' }, NOW);

describe('how long a quota rests', () => {
  it.each<readonly [string, number, Record<string, string>, number | null]>([
    ['seconds', 429, { 'retry-after': '7' }, 7_000],
    ['a date', 429, { 'retry-after': new Date(NOW + 9_000).toUTCString() }, 9_000],
    ['a date that is past', 429, { 'retry-after': new Date(NOW - 9_000).toUTCString() }, null],
    ['no number and no date', 429, { 'retry-after': 'later' }, null],
    ['seconds of a site that is down', 503, { 'retry-after': '30' }, 30_000],
    ['when it is filled again', 429, { 'x-ratelimit-reset': '2026-11-20T09:46Z' }, 60_000],
    [
      'that points are used up: they come with the hour',
      429,
      { 'ratelimit-reason': 'jira-quota-global-based' },
      900_000,
    ],
    ['a burst without more', 429, { 'ratelimit-reason': 'jira-burst-based' }, null],
    ['nothing', 429, {}, null],
    [
      'hardly any points left',
      200,
      { ratelimit: '"app";r=11;t=600', 'ratelimit-policy': '"app";q=65000;w=3600' },
      600_000,
    ],
    ['enough points', 200, { ratelimit: '"app";r=9000;t=600', 'ratelimit-policy': '"app";q=65000;w=3600' }, null],
    [
      'a quota that is announced only',
      200,
      { 'beta-ratelimit': '"app";r=1;t=600', 'beta-ratelimit-policy': '"app";q=9' },
      null,
    ],
    ['no tokens left, at Data Center', 200, { 'x-ratelimit-interval-seconds': '1', 'retry-after': '4' }, 4_000],
    ['tokens left, at Data Center', 200, { 'x-ratelimit-interval-seconds': '1', 'retry-after': '0' }, null],
  ])('is as the answer says: %s', (_, status, headers, ms) => {
    expect(after(status, headers)).toEqual(ms === null ? null : { bucket: 'search', ms });
  });
});
