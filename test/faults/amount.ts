/** 10 where nothing is said, 200 for the full numbers (`npm run test:faults`). */
export const ROUNDS = Number(process.env['FAULT_ROUNDS'] ?? '10');
/** Of those that kill one of several processes and a database server. */
export const ROUNDS_OF_MANY = Math.max(5, Math.round(ROUNDS / 4));
/** Printed with the figures, so that a run can be repeated; when the system lets a process run differs all the same. */
export const SEED = Number(process.env['FAULT_SEED'] ?? Date.now() % 1_000_000);

/** To the terminal past the reporter, which shows what is logged for failed tests only. */
export const told = (what: string, figures: object): void =>
  void process.stderr.write(`${what}: ${JSON.stringify({ seed: SEED, ...figures })}\n`);
