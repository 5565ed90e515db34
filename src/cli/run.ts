import { Command, CommanderError } from 'commander';
import { NotFound, Refused } from '../api/desk.ts';
import { CannotListen } from '../api/listen.ts';
import { CannotImport } from '../calendar-import/closed-days.ts';
import { Misconfigured } from '../config.ts';
import { SourceTrouble } from '../connector/source-trouble.ts';
import { InvalidSettings } from '../settings/read-yaml.ts';
import { Unusable } from '../settings/unusable.ts';
import { agentsCommand } from './commands/agents.ts';
import { auditCommand } from './commands/audit.ts';
import { backfillCommand } from './commands/backfill.ts';
import { backtestCommand } from './commands/backtest.ts';
import { backupCommand, restoreCommand } from './commands/backup.ts';
import { calendarCommand } from './commands/calendar.ts';
import { connectCommand } from './commands/connect.ts';
import { decideCommand } from './commands/decide.ts';
import { decisionsCommand } from './commands/decisions.ts';
import { demoCommand } from './commands/demo.ts';
import { doctorCommand } from './commands/doctor.ts';
import { estimatesCommand } from './commands/estimates.ts';
import { evaluateCommand } from './commands/evaluate.ts';
import { explainCommand } from './commands/explain.ts';
import { exportCommand } from './commands/export.ts';
import { flagsCommand } from './commands/flags.ts';
import { gcCommand } from './commands/gc.ts';
import { importCommand } from './commands/import.ts';
import { inboxCommand } from './commands/inbox.ts';
import { masteryCommand } from './commands/mastery.ts';
import { metricsCommand } from './commands/metrics.ts';
import { modelCommand } from './commands/model.ts';
import { moveCommand } from './commands/move.ts';
import { notesCommand } from './commands/notes.ts';
import { pathsCommand } from './commands/paths.ts';
import { peopleCommand } from './commands/people.ts';
import { reconcileCommand } from './commands/reconcile.ts';
import { replayCommand } from './commands/replay.ts';
import { rulesCommand } from './commands/rules.ts';
import { serveCommand } from './commands/serve.ts';
import { simulateCommand } from './commands/simulate.ts';
import { slaCommand } from './commands/sla.ts';
import { statusCommand } from './commands/status.ts';
import { ticketsCommand } from './commands/tickets.ts';
import { watchCommand } from './commands/watch.ts';
import { whatifCommand } from './commands/whatif.ts';
import { Failed, WrongUse } from './failure.ts';
import { systemTrouble } from './system-trouble.ts';

const COMMANDS = [
  importCommand,
  connectCommand,
  backfillCommand,
  reconcileCommand,
  doctorCommand,
  peopleCommand,
  evaluateCommand,
  flagsCommand,
  notesCommand,
  explainCommand,
  decideCommand,
  decisionsCommand,
  metricsCommand,
  masteryCommand,
  estimatesCommand,
  modelCommand,
  auditCommand,
  watchCommand,
  whatifCommand,
  backtestCommand,
  agentsCommand,
  ticketsCommand,
  rulesCommand,
  pathsCommand,
  calendarCommand,
  exportCommand,
  replayCommand,
  inboxCommand,
  statusCommand,
  backupCommand,
  restoreCommand,
  moveCommand,
  gcCommand,
  slaCommand,
  serveCommand,
  simulateCommand,
  demoCommand,
];

/** Exit code: 0 ok, 1 failed, 2 wrong use. */
export async function run(args: readonly string[]): Promise<number> {
  endQuietlyOnClosedPipe();
  const program = new Command('stepladder')
    .description(
      "Turns a service desk's ticket history into fair, explained progression and risk flags for people to decide on.",
    )
    .showHelpAfterError('(add --help for how it is used)')
    .exitOverride();
  for (const command of COMMANDS) program.addCommand(withExitOverride(command()));
  try {
    await program.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    return exitCodeFor(error);
  }
}

/** Commander asks each sub-command separately not to end the process. */
function withExitOverride(command: Command): Command {
  for (const sub of command.commands) withExitOverride(sub);
  return command.showHelpAfterError('(add --help for how it is used)').exitOverride();
}

/** Errors whose message already says what to do; all others are this program's mistakes and come with their stack. */
const WRONG_USE = [WrongUse, Misconfigured];
const FAILED = [Failed, NotFound, Refused, InvalidSettings, CannotListen, CannotImport, Unusable, SourceTrouble];

function exitCodeFor(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const wrongUse = WRONG_USE.some((kind) => error instanceof kind);
  const told = wrongUse || FAILED.some((kind) => error instanceof kind);
  const text = error instanceof Error ? (told ? error.message : error.stack) : String(error);
  process.stderr.write(`${systemTrouble(error) ?? text}\n`);
  return wrongUse ? 2 : 1;
}

/** `stepladder flags | head` closes our output early; that is no failure. */
function endQuietlyOnClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}
