import type { Lane } from '../../../src/connector/lane.ts';
import type { Row } from '../schema.ts';
import { byCell, cellOf, oneOf, optional, picked } from './rows.ts';
import type { Tables } from './tables.ts';

type ByTicket = ReadonlyMap<string, readonly Row[]>;

const SLA_FIELDS = [
  ...['sys_id', 'task', 'sla', 'sla.name', 'sla.type', 'sla.target', 'stage', 'has_breached', 'end_time'],
  ...['planned_end_time', 'pause_time', 'sys_created_on', 'sys_updated_on'],
];

/** By which a row of task_sla is known to say nothing. */
export const SLA_SIGNS = ['stage', 'has_breached', 'planned_end_time', 'sys_updated_on'];
const isRunning = (row: Row): boolean => ['in_progress', 'paused'].includes(cellOf(row, 'stage'));
const isBroken = (row: Row): boolean => cellOf(row, 'has_breached') === 'true';
/** Seen to be late before the job has come that says so. */
const isLate = (row: Row): boolean => {
  const due = cellOf(row, 'planned_end_time');
  return due !== '' && cellOf(row, 'sys_updated_on') > due;
};

/** Jobs refresh the counters of what runs, as often as each minute: no news while nothing is broken. */
export const isNoResult = (row: Row): boolean =>
  cellOf(row, 'stage') === 'cancelled' || (isRunning(row) && !isBroken(row) && !isLate(row));

/** When it was refreshed is told only where something follows from it: else each refresh would look like news. */
function slaData(row: Row): Row {
  const isRefreshedOnly = isRunning(row) && (isBroken(row) || !isLate(row));
  return picked(row, isRefreshedOnly ? SLA_FIELDS.filter((name) => name !== 'sys_updated_on') : SLA_FIELDS);
}

/** Rows of task_sla. */
export async function readSlas(tables: Tables, ids: readonly string[], lane: Lane): Promise<ByTicket> {
  const wanted = new Set(ids);
  const rows = await optional(
    tables.all({
      table: 'task_sla',
      filter: oneOf('task', ids),
      isAskedFor: (row) => wanted.has(cellOf(row, 'task')),
      fields: SLA_FIELDS,
      lane,
    }),
  );
  return byCell((rows ?? []).map(slaData), 'task');
}

export interface Survey {
  readonly data: Row;
  readonly results: readonly Row[];
}

const SURVEY_FIELDS = ['sys_id', 'state', 'task_id', 'trigger_id', 'taken_on', 'sys_updated_on'];
const ANSWER_FIELDS = [
  ...['sys_id', 'instance', 'metric', 'metric.min', 'metric.max', 'metric.scale', 'actual_value', 'is_default'],
  'sys_updated_on',
];

/** The ticket a survey is about. */
export const surveyed = (row: Row): string => cellOf(row, 'task_id') || cellOf(row, 'trigger_id');

/** Surveys that were answered, with their answers but no words of theirs. */
export async function readSurveys(
  tables: Tables,
  ids: readonly string[],
  lane: Lane,
): Promise<ReadonlyMap<string, readonly Survey[]>> {
  const wanted = new Set(ids);
  const instances = await optional(
    tables.all({
      table: 'asmt_assessment_instance',
      filter: `${oneOf('task_id', ids)}^OR${oneOf('trigger_id', ids)}^state=complete`,
      isAskedFor: (row) =>
        (wanted.has(cellOf(row, 'task_id')) || wanted.has(cellOf(row, 'trigger_id'))) &&
        cellOf(row, 'state') === 'complete',
      fields: SURVEY_FIELDS,
      lane,
    }),
  );
  if (instances === null || instances.length === 0) return new Map();
  const answers = await readAnswers(tables, instances, lane);
  const surveys = instances.map((row) => ({
    data: picked(row, SURVEY_FIELDS),
    results: answers.get(cellOf(row, 'sys_id')) ?? [],
  }));
  return Map.groupBy(surveys, ({ data }) => surveyed(data));
}

async function readAnswers(tables: Tables, instances: readonly Row[], lane: Lane): Promise<ByTicket> {
  const asked = new Set(instances.map((row) => cellOf(row, 'sys_id')));
  const rows = await optional(
    tables.all({
      table: 'asmt_metric_result',
      filter: oneOf('instance', asked),
      isAskedFor: (row) => asked.has(cellOf(row, 'instance')),
      fields: ANSWER_FIELDS,
      lane,
    }),
  );
  return byCell(
    (rows ?? []).map((row) => picked(row, ANSWER_FIELDS)),
    'instance',
  );
}
