import type { Generated } from 'kysely';

/** Instants are integers, milliseconds UTC; structured values are JSON text. Empty agent_id: nobody in particular. */
export interface Tables {
  source: { id: string; connector: string; settings: string | null };
  sheet: { id: string; columns: string };
  delivery: {
    id: Generated<number>;
    source: string;
    key: string;
    about: 'ticket' | 'agent';
    received_at: number;
    origin: string;
    position: number;
    sheet: string | null;
    body: string;
    state: 'pending' | 'done' | 'set-aside';
    reason: string | null;
    detail: string | null;
  };
  /** rung_at: the latest instant at which something was heard of it; a read begun after it answers all that was. */
  wanted_read: {
    source: string;
    ticket: string;
    lane: 'live' | 'backfill';
    rung_at: number;
    not_before: number;
    attempts: Generated<number>;
    trouble: Generated<string | null>;
  };
  /** Tickets as the source knows them; version null: it is not there any more. read_at: when the last read began. */
  source_ticket: {
    source: string;
    ticket: string;
    version: number | null;
    updated_at: number | null;
    read_at: number;
  };
  /** What is to be remembered of a source: how far a stream was read, the id of our webhook, the last reconciling. */
  source_note: { source: string; name: string; value: string; at: number };
  unmapped: { source: string; what: string; word: string; count: number };
  ticket_event: {
    id: string;
    ticket_id: string;
    occurred_at: number;
    known_at: number;
    seq: number;
    actor: string | null;
    fact: string;
    delivery_id: number;
  };
  /** Of tickets that can matter to others. requester: a digest. known_at: of requester and work type; else both are null. */
  ticket_opening: {
    ticket_id: string;
    opened_at: number;
    requester: string | null;
    work_type: string | null;
    known_at: number | null;
    follows: string | null;
    follows_known_at: number | null;
  };
  /** When such tickets came to rest: whoever comes back within a week after that matters to them. */
  ticket_rest: { ticket_id: string; at: number; requester: string; work_type: string };
  /**
   * known_from: the earliest instant at which what has not been folded became known. noted: 1 where its opening is as its
   * events say.
   */
  stale_ticket: {
    ticket_id: string;
    known_from: number;
    failed: Generated<string | null>;
    noted: Generated<number>;
  };
  /** The row to read from known_from on. */
  contribution: {
    ticket_id: string;
    agent_id: string;
    known_from: number;
    team: string | null;
    last_at: number;
    holding: number;
    body: string;
  };
  /** What was the row to read before: known_from <= asOf < known_until. */
  superseded_contribution: Tables['contribution'] & { known_until: number };
  sla_due: { ticket_id: string; clock: string; cycle: number; percent: number; due_at: number };
  sla_notice: {
    ticket_id: string;
    clock: string;
    cycle: number;
    percent: number;
    at: number;
    holder: string | null;
    team: string | null;
    known_at: number;
  };
  sla_comparison: { as_of: number; stale: number; body: string };
  /** delivery_id: of the delivery that told `body`. */
  agent: { id: string; body: string; delivery_id: number };
  alias: { account_id: string; agent_id: string; confirmed_by: string; confirmed_at: number };
  rules: { version: string; files: string };
  evaluation: { as_of: number; rules_version: string; stale: number };
  evaluation_begun: { as_of: number; token: string };
  /** body: all of an Expectation. stale: facts known by frozen_at have come in since. */
  expectation: { frozen_at: number; rules_version: string; stale: number; body: string };
  figure: {
    as_of: number;
    metric: string;
    weeks: number;
    subject_kind: string;
    subject_id: string;
    estimate: string;
  };
  /** body: a SettledMastery but for its keys. */
  mastery: { as_of: number; agent_id: string; work_type: string; body: string };
  judgement: {
    as_of: number;
    rule_id: string;
    subject_kind: string;
    subject_id: string;
    verdict: string;
    raised_at: number | null;
    withdrawn_at: number | null;
    body: string;
  };
  /** day: of UTC, counted from 1970. team: as JSON. body: an OffDay but for its keys. */
  off_day: { as_of: number; day: number; team: string; body: string };
  quality_note: { as_of: number; signal: string; subject_kind: string; subject_id: string; body: string };
  /** number: in the order they were written. body: all of a Decision. agent_id null: about nobody in particular. */
  decision: { number: number; id: string; at: number; agent_id: string | null; flag_id: string | null; body: string };
}

/** In `evaluation.stale`: what it was settled from is gone (gc.ts), so it stands as it is, whatever arrives. */
export const SEALED = 2;
