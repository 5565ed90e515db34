import type { z } from 'zod';
import { InvalidSettings, type Placed, readYaml, type SettingsProblem } from '../settings/read-yaml.ts';

/** Collects what is wrong in all files, so that a desk mends everything in one go. */
export class Problems {
  readonly #found: SettingsProblem[] = [];
  readonly #warnings: SettingsProblem[] = [];

  get any(): boolean {
    return this.#found.length > 0;
  }

  add(problem: SettingsProblem): void {
    this.#found.push(problem);
  }

  /** Nothing that keeps the rules from being used. */
  warn(problem: SettingsProblem): void {
    this.#warnings.push(problem);
  }

  /** By file and place. */
  get warnings(): SettingsProblem[] {
    return this.#warnings.toSorted(byPlace);
  }

  /** A problem with a file as a whole. */
  addFile(file: string, message: string): void {
    this.add({ file, line: 1, column: 1, message });
  }

  /** Null when the file cannot be used; what is wrong with it is then kept. */
  read<S extends z.ZodType>(file: string, text: string, schema: S): Placed<z.output<S>> | null {
    try {
      return readYaml(file, text, schema);
    } catch (error) {
      if (!(error instanceof InvalidSettings)) throw error;
      for (const problem of error.problems) this.add(problem);
      return null;
    }
  }

  /** All of them, by file and place. */
  error(): InvalidSettings {
    return new InvalidSettings(this.#found.toSorted(byPlace));
  }
}

function byPlace(a: SettingsProblem, b: SettingsProblem): number {
  if (a.file === b.file) return a.line - b.line || a.column - b.column;
  return a.file < b.file ? -1 : 1;
}
