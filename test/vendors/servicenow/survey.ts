import type { TicketStory } from '../desk/story.ts';
import type { Instance } from './instance.ts';
import { customerId, incidentId, SURVEY, stamp, sysId } from './names.ts';
import { customerLogin, SYSTEM_LOGIN } from './people.ts';

const WEEK = 7 * 86_400_000;
const surveyId = (n: number): string => sysId('asmt_assessment_instance', n);

/** Sent when a ticket is resolved, once. */
export function sendSurvey(instance: Instance, story: TicketStory, at: number): void {
  if (instance.table('asmt_assessment_instance').rows.has(surveyId(story.n))) return;
  const task = incidentId(story.n);
  const about = { task_id: task, trigger_table: 'incident', trigger_id: task, user: customerId(story.requester) };
  const state = { state: 'ready', percent_answered: '0', due_date: stamp(at + WEEK) };
  const row = { sys_id: surveyId(story.n), number: `AINST${String(story.n).padStart(8, '0')}`, ...about, ...state };
  instance.insert('asmt_assessment_instance', { ...row, metric_type: SURVEY.type }, { login: SYSTEM_LOGIN, at });
}

/** Answered; answered again, the same rows hold the new answer. */
export function answerSurvey(instance: Instance, story: TicketStory, stars: number, at: number): void {
  sendSurvey(instance, story, at);
  const by = { login: customerLogin(story.requester), at };
  const survey = surveyId(story.n);
  const asked = { instance: survey, metric: SURVEY.metric };
  const question = sysId('question', story.n);
  const value = String(stars);
  put(instance, 'asmt_assessment_instance_question', { sys_id: question, ...asked, value, is_hidden: 'false' }, by);
  const result = {
    ...{ sys_id: sysId('result', story.n), ...asked, instance_question: question, user: customerId(story.requester) },
    ...{ source_table: 'incident', source_id: incidentId(story.n), is_default: 'false' },
    // Weighted by the survey's own scale, so no share of 1.
    ...{ actual_value: value, scaled_value: value, normalized_value: String(stars * 2) },
  };
  put(instance, 'asmt_metric_result', result, by);
  // Last: whoever is told of the instance finds the answer.
  const taken = { sys_id: survey, state: 'complete', taken_on: stamp(at), percent_answered: '100' };
  put(instance, 'asmt_assessment_instance', taken, by);
}

function put(
  instance: Instance,
  table: string,
  given: Record<string, string>,
  by: { login: string; at: number },
): void {
  const row = instance.table(table).rows.get(given['sys_id'] ?? '');
  if (row === undefined) instance.insert(table, given, by);
  else instance.update(table, row, given, by);
}
