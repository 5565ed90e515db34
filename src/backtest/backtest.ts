import type { Instant } from '../domain/interval.ts';
import type { OutcomeCheck } from '../metrics/self-check/outcome-check.ts';
import type { Judgement } from '../progression/judgement.ts';
import { inForce, type RoleRule } from '../progression/rule.ts';
import { Unusable } from '../settings/unusable.ts';
import { type Calibration, CalibrationCheck } from './calibration.ts';
import { FlagHistory, type RuleHistory } from './flag-history.ts';
import { Judging } from './judging.ts';
import { type LaterQuality, laterQuality } from './later-quality.ts';
import { type Promotions, promotions } from './promotions.ts';
import { type Stability, stability } from './stability.ts';
import { type DeskRead, type Period, type Week, warmUpMs, weeksOf } from './weeks-of.ts';

export interface BackTest {
  readonly from: Instant;
  readonly to: Instant;
  readonly rulesVersion: string;
  /** Evaluations replayed within the period. */
  readonly weeks: number;
  readonly histories: readonly RuleHistory[];
  /** Null: nothing could be learned of the desk. */
  readonly later: readonly LaterQuality[] | null;
  readonly calibrations: readonly Calibration[];
  readonly stability: readonly Stability[];
  /** Null: the log of decisions holds no appointment. */
  readonly promotions: Promotions | null;
  /** What the desk's own history says of its figures, at the last evaluation. */
  readonly checks: readonly OutcomeCheck[];
}

export interface BackTestOptions extends Period {
  /** Called as work goes on. */
  readonly onProgress?: (what: 'replaying' | 'resampling', done: number) => void;
}

/**
 * What the line's rules would have done over a period, evaluation by evaluation, from what was known at each; and what
 * came of those they flagged. Nothing is written. Throws Unusable where the period holds no evaluation.
 */
export async function backtest(line: DeskRead, options: BackTestOptions): Promise<BackTest> {
  const { from, to, onProgress = () => {} } = options;
  const { rules, version } = line.rules;
  const current = currentOf(rules, to);
  const span = await line.store.knownSpan();
  const histories = current.map((rule) => new FlagHistory(rule));
  const calibration = new CalibrationCheck(line, current, span ?? { first: from, last: to });
  const log = await line.store.decisions({});
  const judging = new Judging(rules, log);
  let weeks = 0;
  let last: Judged | null = null;
  for await (const week of weeksOf(line, { from: from - warmUpMs(rules), to }, rules)) {
    const before = judging.previous;
    const judged = judging.next(week);
    if (week.asOf < from) continue;
    for (const history of histories) history.add(week.asOf, judged);
    await calibration.add(week);
    last = { week, judged, before };
    onProgress('replaying', ++weeks);
  }
  if (last === null) throw new Unusable(emptyPeriod(span));
  const done = histories.map((history) => history.done());
  const model = last.week.expectation?.outcome ?? null;
  return {
    from,
    to,
    rulesVersion: version,
    weeks,
    histories: done,
    later: model === null ? null : await laterQuality(line, done, { from, to, model }),
    calibrations: calibration.done(),
    stability: await stability(line, { rules: current, log, ...last, onResample: (n) => onProgress('resampling', n) }),
    promotions: promotions(log, done, { from, to }),
    checks: last.week.expectation?.checks ?? [],
  };
}

/** Of each rule the version in force at an instant, or else its last one. */
function currentOf(rules: readonly RoleRule[], asOf: Instant): RoleRule[] {
  const ofId = Map.groupBy(rules, ({ id }) => id);
  return [...ofId.values()].flatMap((versions) => inForce(versions, asOf)[0] ?? versions.at(-1) ?? []);
}

interface Judged {
  readonly week: Week;
  readonly judged: readonly Judgement[];
  readonly before: ReadonlyMap<string, Judgement>;
}

function emptyPeriod(span: { readonly first: Instant; readonly last: Instant } | null): string {
  if (span === null) return 'Nothing is known of this desk yet. Import a log first: `stepladder import --help`.';
  const [first, last] = [span.first, span.last].map((at) => new Date(at).toISOString().slice(0, 10));
  return `No weekly evaluation lies in this period: what is known goes from ${first} to ${last}. Name days within, a week or more apart.`;
}
