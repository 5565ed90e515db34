import type { Normalised } from '../../src/connector/connector.ts';
import { Rejected } from '../../src/connector/rejected.ts';
import { eventId, ticketId } from '../../src/domain/ids.ts';
import type { Instant } from '../../src/domain/interval.ts';
import { type Envelope, instantOf, isTrue, numberOf, type Row, sysIdOf, textOf } from './schema.ts';
import type { Desk } from './settings.ts';

const NOTHING: Normalised = { events: [], agents: [], unmapped: [] };

/** One asmt_assessment_instance with its answers: one rating, the mean of its scored questions. */
export function normaliseSurvey(desk: Desk, { data, results }: Envelope, receivedAt: Instant): Normalised {
  const field = textOf(data, 'task_id') ? 'task_id' : 'trigger_id';
  if (textOf(data, 'state') !== 'complete' || !textOf(data, field)) return NOTHING;
  const scores = (results ?? []).flatMap((answer) => scoreOf(desk, answer));
  if (scores.length === 0) return NOTHING;
  const id = ticketId(desk.source, sysIdOf(data, field));
  const survey = sysIdOf(data, 'sys_id');
  const times = [data, ...(results ?? [])].flatMap((row) => instantOf(row, 'sys_updated_on') ?? []);
  const wordedAt = times.length === 0 ? receivedAt : Math.max(...times);
  const at = instantOf(data, 'taken_on') ?? wordedAt;
  const score = scores.reduce((sum, one) => sum + one, 0) / scores.length;
  const event = {
    id: eventId(id, `survey.${survey}.${wordedAt}.${Math.round(score * 1000)}`),
    ticketId: id,
    occurredAt: at,
    knownAt: Math.max(at, wordedAt),
    seq: 0,
    actor: null,
    // It does not say who is meant. Answered again, the same rows hold the new answer.
    fact: { type: 'rated', score, about: null, edition: { of: `survey.${survey}`, at: wordedAt } } as const,
  };
  return { ...NOTHING, events: [event] };
}

/** 0..1 by the question's own ends; none for a text, or a question without ends. Their `normalized_value` is weighted. */
function scoreOf(desk: Desk, answer: Row): number[] {
  const question = textOf(answer, 'metric') ?? '';
  if (desk.surveyQuestions !== null && !desk.surveyQuestions.includes(question)) return [];
  const value = numberOf(answer, 'actual_value');
  const min = numberOf(answer, 'metric.min');
  const max = numberOf(answer, 'metric.max');
  if (isTrue(answer, 'is_default') || value === null || min === null || max === null || max <= min) return [];
  if (value < min || value > max) {
    throw new Rejected('unreadable score', `actual_value is ${value}`, `It has to be from ${min} to ${max}.`);
  }
  const score = (value - min) / (max - min);
  return [/low/i.test(textOf(answer, 'metric.scale') ?? '') ? 1 - score : score];
}
