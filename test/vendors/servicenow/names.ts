import { createHash } from 'node:crypto';
import type { DeskPriority } from '../desk/story.ts';

/** 32 hex digits, the same for the same words. */
export const sysId = (...words: readonly (string | number)[]): string =>
  createHash('md5').update(words.join(' ')).digest('hex');

export const incidentId = (n: number): string => sysId('incident', n);
export const numberOf = (n: number): string => `INC${String(10_000 + n).padStart(7, '0')}`;
export const agentId = (n: number): string => sysId('agent', n);
export const customerId = (n: number): string => sysId('customer', n);
export const groupId = (n: number): string => sysId('group', n);
export const slaId = (priority: DeskPriority, target: string): string => sysId('contract_sla', priority, target);
/** The survey's one question. */
export const SURVEY = { type: sysId('asmt_metric_type'), metric: sysId('asmt_metric'), min: 1, max: 5 };

/** As the instance writes a time: UTC, no zone. */
export const stamp = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

/** A duration is written as the time it would be, counted from 1970: beyond a day the date moves. */
export const durationOf = (ms: number): string => stamp(ms);
