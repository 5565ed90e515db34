import { Command } from 'commander';
import type { EvidenceView, ExpressionEvidenceView, FlagDetail, RecordEvidenceView } from '../../api/schemas.ts';
import { flagDetailView } from '../../api/views/flags.ts';
import { countedText } from '../../metrics/metric.ts';
import { atDesk, readAsOf, withAsOf, withDesk, withJson } from '../desk.ts';
import { figureText, number } from '../figures.ts';
import { bold, print, printJson } from '../output.ts';
import { explainFigure, type ExplainOptions as Options } from './explain-figure.ts';

export function explainCommand(): Command {
  const command = new Command('explain')
    .description(
      "The evidence behind a flag, or with a metric the tickets behind a person's figure, in sentences one can contest.",
    )
    .argument('<flag or agent>', 'a flag id, as `stepladder flags` prints it, or the id of a person')
    .argument('[metric]', "which figure of the person's");
  return withJson(withAsOf(withDesk(command))).action(
    async (id: string, metric: string | undefined, options: Options) => {
      if (metric !== undefined) return explainFigure(id, metric, options);
      const flag = await atDesk(options, (line, desk) =>
        flagDetailView(desk, id, readAsOf(options.asOf, line), Date.now()),
      );
      if (options.json) printJson(flag);
      else printFlag(flag);
    },
  );
}

function printFlag(flag: FlagDetail): void {
  const { subject } = flag;
  print(bold(`${flag.title}: ${subject.name}${subject.team === null ? '' : ` (${subject.team})`}`));
  print(
    `${flag.kind} flag ${flag.id}, ${flag.state}, raised ${flag.raisedAt.slice(0, 10)}, evidence as of ${flag.asOf.slice(0, 10)}`,
  );
  if (flag.withdrawnReason !== null) print(`Withdrawn ${flag.withdrawnAt?.slice(0, 10)}: ${flag.withdrawnReason}.`);
  print(`Rule ${flag.rule}, version ${flag.ruleVersion}: ${flag.why}`);
  print(
    `It is raised after ${flag.holdFor} weekly evaluations in a row and withdrawn after ${flag.leaveAfter} out of it.`,
  );
  printStrong(flag);
  printLife(flag);
  for (const evidence of flag.evidence) printEvidence(evidence);
  for (const evidence of flag.records) printRecord(evidence);
  for (const evidence of flag.expressions) printExpression(evidence);
  printFall(flag);
  if (flag.askPeople.length > 0) print(`\n${bold('Only people can settle')}`);
  for (const question of flag.askPeople) print(`- ${question}`);
  print('\nThis program decides nothing. Whoever it is about may see all of this and contest it.');
}

function printLife({ id, life }: FlagDetail): void {
  const { state, since, until, by, log, acts } = life;
  const end = until === null ? '' : `, until ${until.slice(0, 10)}`;
  print(`It stands as ${state} since ${since.slice(0, 10)}${end}${by === null ? '' : ` (${by})`}.`);
  for (const line of log) {
    const back = line.takenBackBy === null ? '' : ' (taken back)';
    print(`  ${line.at.slice(0, 10)}  ${line.by}: ${line.sentence}${back}. ${line.reason}`);
  }
  if (acts.length > 0) print(`What may follow, by \`stepladder decide ${id} ACT\`: ${acts.join(', ')}.`);
}

function printFall({ fall }: FlagDetail): void {
  if (fall === null) return;
  const percent = (share: number): string => `${Math.round(100 * share)} %`;
  print(`\n${bold('What it goes with')}`);
  print(
    `  ${percent(fall.recent)} of ${fall.resolutions} resolutions of the last eight weeks were good; ${percent(fall.before)} is their own level before (${fall.resolutionsBefore}).`,
  );
  for (const { sentence } of fall.parts) print(`  - ${sentence}`);
  print(`  ${fall.sentence} These are circumstances, not causes.`);
}

function printStrong({ strong, readiness }: FlagDetail): void {
  if (strong === null || readiness === null) return;
  const { confidence, minimumSample, holdFor, heldFor, since } = strong;
  const asked = `the required figures with ${Math.round(confidence * 100)} % confidence by ${minimumSample} or more, ${holdFor} times in a row`;
  const stands =
    since === null ? `${Math.min(heldFor, holdFor)} of ${holdFor} so far` : `so since ${since.slice(0, 10)}`;
  print(`Readiness: ${readiness}. Strong asks for ${asked}: ${stands}.`);
}

function printRecord({ title, verdict, atLeast, weeks, reason, why }: RecordEvidenceView): void {
  print(`\n${bold(`On record: ${title}`)}: ${verdict}`);
  print(`  asked     at least ${atLeast}, last ${weeks === 1 ? 'week' : `${weeks} weeks`}, put down by people`);
  print(`  because   ${reason}`);
  print(`  why       ${why}`);
}

function printExpression({ expression, verdict, reason, why, figures, records }: ExpressionEvidenceView): void {
  print(`\n${bold('Together')}: ${verdict}`);
  print(`  asked     ${expression.trim()}`);
  for (const { title, counted, estimate, weeks, ...figure } of figures) {
    const found = estimate === null ? `no ${counted}` : figureText(estimate, { ...figure, counted });
    print(`  found     ${title}, last ${weeks} weeks: ${found}`);
  }
  for (const { title, count, weeks } of records) print(`  on record ${count} of ${title}, last ${weeks} weeks`);
  print(`  because   ${reason}`);
  print(`  why       ${why}`);
}

function printEvidence(evidence: EvidenceView): void {
  const { title, counted, unit, comparison, target, stayTarget, weight, confidence, weeks, verdict, reason } = evidence;
  const { estimate, tickets } = evidence;
  const sense = weight === 'required' ? 'shown to be' : 'not shown to miss being';
  const asked = `${sense} ${comparison.replace('-', ' ')} ${number(target, unit)} with ${Math.round(confidence * 100)} % confidence, last ${weeks} weeks`;
  print(`\n${bold(title)}: ${verdict}`);
  print(`  asked     ${asked}`);
  if (stayTarget !== null)
    print(`  to stay   ${comparison.replace('-', ' ')} ${number(stayTarget, unit)}, once the flag is up`);
  print(`  found     ${estimate === null ? `no ${counted}` : figureText(estimate, evidence)}`);
  if (estimate !== null && estimate.effectiveSampleSize < estimate.sampleSize) {
    print(
      `            work here comes in lumps: ${countedText(estimate.sampleSize, counted)} carry the information of ${Math.round(estimate.effectiveSampleSize)}`,
    );
  }
  print(`  because   ${reason}`);
  print(`  to flip   ${evidence.nearestChange.sentence}`);
  print(`  credited  ${evidence.attribution}`);
  if (evidence.mainAgent !== null) print(`  most by   ${evidence.mainAgent}`);
  print(`  why       ${evidence.why}`);
  print(
    `  tickets   behind ${countedText(tickets.total, counted)}: ${[...tickets.misses.slice(0, 3), ...tickets.hits.slice(0, 3)].join(', ')}${tickets.total > 6 ? ', ... (--json lists more)' : ''}`,
  );
}
