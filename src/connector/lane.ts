/**
 * For whom a source is asked. live: a change just now, which somebody waits for. backfill: all that has been, which must
 * never keep the other waiting.
 */
export type Lane = 'live' | 'backfill';
