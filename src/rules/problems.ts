import type { z } from 'zod';
import { InvalidSettings, type Placed, readYaml, type SettingsProblem } from '../settings/read-yaml.ts';

/** Collects what is wrong in all files, so that a desk mends everything in one go. */
export class Problems {
  readonly #found: SettingsProblem[] = [];

  get any(): boolean {
    return this.#found.length > 0;
  }

  add(problem: SettingsProblem): void {
    this.#found.push(problem);
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
      if (error instanceof InvalidSettings) for (const problem of error.problems) this.add(problem);
      else this.add(unreadable(file, text, error instanceof Error ? error.message : String(error)));
      return null;
    }
  }

  /** All of them, by file and place. */
  error(): InvalidSettings {
    const place = (a: SettingsProblem, b: SettingsProblem) =>
      a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1;
    return new InvalidSettings(this.#found.toSorted(place));
  }
}

/** YAML reads *-12-25 without quotes as a reference to an anchor, and says so without a place. */
function unreadable(file: string, text: string, message: string): SettingsProblem {
  const alias = /^Unresolved alias.*: (.+)$/.exec(message)?.[1];
  if (alias === undefined) return { file, line: 1, column: 1, message: `${message}. Mend the YAML of this file.` };
  const before = text.slice(0, Math.max(0, text.indexOf(`*${alias}`))).split('\n');
  const remedy = `Write "*${alias}" in quotes, or define the anchor &${alias} before it.`;
  return {
    file,
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    message: `*${alias} refers to no anchor. ${remedy}`,
  };
}
