import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Instant } from '../domain/interval.ts';
import type { Expectation } from '../metrics/expectation/expectation.ts';
import type { OffDay } from '../metrics/expectation/off-days.ts';
import type { SettledMastery } from '../metrics/expectation/settled-mastery.ts';
import type { SubjectKind } from '../metrics/metric.ts';
import type { Note } from '../metrics/notes/signal.ts';
import type { Estimate } from '../metrics/sample.ts';
import { type Carried, carriedOf, type Judgement } from '../progression/judgement.ts';
import { rowChunks } from './chunks.ts';
import { inTransaction } from './conflict.ts';
import { lockTables } from './dialect.ts';
import { insertRows } from './insert-rows.ts';
import { saveMasteries } from './mastery-table.ts';
import { saveNotes } from './note-table.ts';
import { saveOffDays } from './off-day-table.ts';
import type { Begun, Evaluation, JudgementFilter, StoredFigure, StoredJudgement } from './store.ts';
import { SEALED, type Tables } from './tables.ts';

type Db = Kysely<Tables>;

export async function saveRules(db: Db, version: string, files: Readonly<Record<string, string>>): Promise<void> {
  await db
    .insertInto('rules')
    .values({ version, files: JSON.stringify(files) })
    .onConflict((c) => c.doNothing())
    .execute();
}

export async function rulesFiles(db: Db, version: string): Promise<Readonly<Record<string, string>> | null> {
  const row = await db.selectFrom('rules').select('files').where('version', '=', version).executeTakeFirst();
  return row === undefined ? null : (JSON.parse(row.files) as Record<string, string>);
}

const standing = (stale: number) => ({ stale: stale === 1, ...(stale === SEALED && { sealed: true as const }) });

export async function evaluations(db: Db): Promise<Evaluation[]> {
  const rows = await db.selectFrom('evaluation').select(['as_of', 'rules_version', 'stale']).orderBy('as_of').execute();
  return rows.map((row) => ({ asOf: Number(row.as_of), rulesVersion: row.rules_version, ...standing(row.stale) }));
}

/**
 * What an evaluation reads must be all that was known by then, and folded. Facts that are being kept at this moment would
 * be missed by it, and could not tell it, as it has not begun: so it waits for them to be kept, and holds back new ones
 * until its beginning is to be seen. From then on they tell it (staleEvaluations), and it is saved as stale.
 */
export async function beginEvaluation(db: Db, asOf: Instant): Promise<Begun | null> {
  return inTransaction(db, async (tx) => {
    await lockTables(tx, 'evaluation_begun');
    const unfolded = await tx
      .selectFrom('stale_ticket')
      .select('ticket_id')
      .where('known_from', '<=', asOf)
      .where('failed', 'is', null)
      .limit(1)
      .executeTakeFirst();
    if (unfolded !== undefined) return null;
    const token = randomUUID();
    await tx
      .insertInto('evaluation_begun')
      .values({ as_of: asOf, token })
      .onConflict((c) => c.column('as_of').doUpdateSet({ token }))
      .execute();
    return { asOf, token };
  });
}

interface Settled {
  readonly asOf: Instant;
  readonly rulesVersion: string;
  readonly begun?: Begun | undefined;
  readonly learned?: Expectation | undefined;
  readonly notes?: readonly Note[] | undefined;
  readonly offDays?: readonly OffDay[] | undefined;
}

export async function saveEvaluation(
  db: Db,
  { asOf, rulesVersion, begun, learned, notes = [], offDays = [] }: Settled,
  figures: Iterable<StoredFigure>,
  judgements: Iterable<Judgement>,
  masteries: Iterable<SettledMastery> = [],
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const stale = begun === undefined || (await stillHolds(tx, begun)) ? 0 : 1;
    // Before its figures: of two processes that save the same one, the later waits here, and then replaces all.
    await tx
      .insertInto('evaluation')
      .values({ as_of: asOf, rules_version: rulesVersion, stale })
      .onConflict((c) => c.column('as_of').doUpdateSet({ rules_version: rulesVersion, stale }))
      .execute();
    if (learned !== undefined && stale === 0) await saveExpectation(tx, learned, rulesVersion);
    await tx.deleteFrom('figure').where('as_of', '=', asOf).execute();
    await tx.deleteFrom('judgement').where('as_of', '=', asOf).execute();
    await tx.updateTable('sla_comparison').set({ stale: 1 }).execute();
    for (const chunk of rowChunks(figures, (figure) => figureRow(asOf, figure))) await insertRows(tx, 'figure', chunk);
    for (const chunk of rowChunks(judgements, (judgement) => judgementRow(asOf, judgement)))
      await insertRows(tx, 'judgement', chunk);
    await saveNotes(tx, asOf, notes);
    await saveOffDays(tx, asOf, offDays);
    await saveMasteries(tx, asOf, masteries);
  });
}

/** Facts that come while it is being saved wait for its row there, or take away its beginning before. */
async function stillHolds(tx: Db, { asOf, token }: Begun): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('evaluation_begun')
    .where('as_of', '=', asOf)
    .where('token', '=', token)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

function figureRow(asOf: Instant, { metric, weeks, subject, estimate, ...told }: StoredFigure): Tables['figure'] {
  return {
    as_of: asOf,
    metric,
    weeks,
    subject_kind: subject.kind,
    subject_id: subject.id,
    estimate: JSON.stringify({ ...estimate, upper: Number.isFinite(estimate.upper) ? estimate.upper : null, ...told }),
  };
}

function judgementRow(asOf: Instant, judgement: Judgement): Tables['judgement'] {
  return {
    as_of: asOf,
    rule_id: judgement.ruleId,
    subject_kind: judgement.subject.kind,
    subject_id: judgement.subject.id,
    verdict: judgement.verdict,
    raised_at: judgement.raisedAt,
    withdrawn_at: judgement.withdrawn === null ? null : asOf,
    body: JSON.stringify(judgement),
  };
}

export async function judgements(db: Db, { asOf, ruleId, subject, flag }: JudgementFilter): Promise<StoredJudgement[]> {
  let query = db.selectFrom('judgement').select(['as_of', 'body']);
  if (asOf !== undefined) query = query.where('as_of', '=', asOf);
  if (ruleId !== undefined) query = query.where('rule_id', '=', ruleId);
  if (subject !== undefined)
    query = query.where('subject_kind', '=', subject.kind).where('subject_id', '=', subject.id);
  if (flag === 'up') query = query.where('raised_at', 'is not', null);
  if (flag === 'withdrawn') query = query.where('withdrawn_at', 'is not', null);
  const rows = await query.orderBy('as_of').orderBy('rule_id').orderBy('subject_kind').orderBy('subject_id').execute();
  return rows.map(({ as_of, body }) => ({ asOf: Number(as_of), ...(JSON.parse(body) as Judgement) }));
}

/** A rule at a time: a large desk has half a million judgements, of which few carry over. */
export async function carried(db: Db, asOf: Instant): Promise<Carried[]> {
  const all: Carried[] = [];
  const rules = await db.selectFrom('judgement').select('rule_id').distinct().where('as_of', '=', asOf).execute();
  for (const { rule_id } of rules) {
    const rows = await db
      .selectFrom('judgement')
      .select('body')
      .where('as_of', '=', asOf)
      .where('rule_id', '=', rule_id)
      // As `carries` says of a judgement.
      .where((eb) => eb.or([eb('verdict', '=', 'met'), eb('raised_at', 'is not', null)]))
      .execute();
    for (const { body } of rows) all.push(carriedOf(JSON.parse(body) as Judgement));
  }
  return all;
}

export async function verdictCounts(
  db: Db,
  asOf: Instant,
): Promise<{ ruleId: string; verdict: string; subjects: number }[]> {
  const rows = await db
    .selectFrom('judgement')
    .select((eb) => ['rule_id', 'verdict', eb.fn.countAll<number>().as('subjects')])
    .where('as_of', '=', asOf)
    .groupBy(['rule_id', 'verdict'])
    .orderBy('rule_id')
    .orderBy('verdict')
    .execute();
  return rows.map((row) => ({ ruleId: row.rule_id, verdict: row.verdict, subjects: Number(row.subjects) }));
}

export async function figures(db: Db, asOf: Instant, kind: SubjectKind, id?: string): Promise<StoredFigure[]> {
  let query = db
    .selectFrom('figure')
    .select(['metric', 'weeks', 'subject_id', 'estimate'])
    .where('as_of', '=', asOf)
    .where('subject_kind', '=', kind);
  if (id !== undefined) query = query.where('subject_id', '=', id);
  const rows = await query.orderBy('subject_id').orderBy('metric').orderBy('weeks').execute();
  return rows.map((row) => ({
    metric: row.metric,
    weeks: Number(row.weeks),
    subject: { kind, id: row.subject_id },
    ...readFigure(row.estimate),
  }));
}

type Told = Pick<StoredFigure, 'atTarget' | 'heldBack' | 'expectation'>;

/** What was settled before figures told more than their estimate tells nothing of it. */
function readFigure(text: string): Told & Pick<StoredFigure, 'estimate'> {
  const stored = JSON.parse(text) as Omit<Estimate, 'upper'> & { upper: number | null } & Partial<Told>;
  const { atTarget = null, heldBack = null, expectation = null, upper, ...estimate } = stored;
  return { estimate: { ...estimate, upper: upper ?? Number.POSITIVE_INFINITY }, atTarget, heldBack, expectation };
}

async function saveExpectation(tx: Db, learned: Expectation, rulesVersion: string): Promise<void> {
  const values = { stale: 0, body: JSON.stringify(learned) };
  await tx
    .insertInto('expectation')
    .values({ frozen_at: learned.frozenAt, rules_version: rulesVersion, ...values })
    .onConflict((c) => c.columns(['frozen_at', 'rules_version']).doUpdateSet(values))
    .execute();
}

export async function expectation(db: Db, frozenAt: Instant, rulesVersion: string): Promise<Expectation | null> {
  const row = await db
    .selectFrom('expectation')
    .select('body')
    .where('frozen_at', '=', frozenAt)
    .where('rules_version', '=', rulesVersion)
    .where('stale', '=', 0)
    .executeTakeFirst();
  return row === undefined ? null : (JSON.parse(row.body) as Expectation);
}

export async function latestExpectation(db: Db, asOf: Instant): Promise<Expectation | null> {
  const row = await db
    .selectFrom('expectation')
    .select('body')
    .where('frozen_at', '<=', asOf)
    .orderBy('frozen_at', 'desc')
    .orderBy('stale')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : (JSON.parse(row.body) as Expectation);
}
