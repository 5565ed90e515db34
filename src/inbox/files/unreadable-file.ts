/** A file, or the rest of one, that nobody can read; a person has to replace or name it better. */
export class UnreadableFile extends Error {
  readonly problem: string;
  readonly remedy: string;

  constructor(name: string, problem: string, remedy: string, cause?: unknown) {
    super(`${name}: ${problem}. ${remedy}`, { cause });
    this.name = 'UnreadableFile';
    this.problem = problem;
    this.remedy = remedy;
  }
}
