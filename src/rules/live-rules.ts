import { describe, InvalidSettings } from '../settings/read-yaml.ts';
import { Unusable } from '../settings/unusable.ts';
import { type DeskRules, loadRules } from './load-rules.ts';
import { type RuleFiles, readRuleFiles } from './rule-files.ts';

/** What a look at the folder brought about. */
export type Looked =
  | { readonly what: 'taken'; readonly rules: DeskRules; readonly sourcesChanged: boolean }
  /** A line for each problem: file:line:column and what to do. */
  | { readonly what: 'refused'; readonly problems: readonly string[] };

/** The rules of a folder as it changes: good ones come into force, bad ones leave the last good ones in force. */
export class LiveRules {
  readonly #folder: string;
  #inForce: DeskRules;
  #problems: readonly string[] = [];
  /** What the last look read, as one text. */
  #seen: string;
  #judged = true;

  constructor(folder: string, first: DeskRules) {
    this.#folder = folder;
    this.#inForce = first;
    this.#seen = textOf(first.files);
  }

  get inForce(): DeskRules {
    return this.#inForce;
  }

  /** Why what lies in the folder is not in force; empty: it is. */
  get problems(): readonly string[] {
    return this.#problems;
  }

  /**
   * Reads the whole folder, which is small: what a file system tells of changes is not to be relied on where it is mounted
   * from elsewhere. A file may be read half written, so only what two looks in a row find the same is judged. Null: nothing
   * new. Never throws for what is in the folder.
   */
  async look(): Promise<Looked | null> {
    const files = await read(this.#folder);
    const seen = textOf(files);
    const isNew = seen !== this.#seen;
    this.#seen = seen;
    if (isNew) this.#judged = false;
    if (isNew || this.#judged) return null;
    this.#judged = true;
    return this.#judge(files);
  }

  #judge(files: RuleFiles | string): Looked {
    const loaded = typeof files === 'string' ? files.split('\n') : load(files);
    if (!('version' in loaded)) {
      this.#problems = loaded;
      return { what: 'refused', problems: loaded };
    }
    const { sources } = this.#inForce;
    const sourcesChanged = loaded.files['sources.yaml'] !== this.#inForce.files['sources.yaml'];
    this.#problems = [];
    // Who may send, and what is read, was opened at the start with its secrets.
    this.#inForce = { ...loaded, sources };
    return { what: 'taken', rules: this.#inForce, sourcesChanged };
  }
}

const textOf = (files: RuleFiles | string): string =>
  typeof files === 'string' ? files : JSON.stringify(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Why the folder cannot be read, where it cannot. */
async function read(folder: string): Promise<RuleFiles | string> {
  try {
    return await readRuleFiles(folder);
  } catch (error) {
    if (error instanceof Unusable || error instanceof InvalidSettings || isOfSystem(error)) return error.message;
    throw error;
  }
}

/** A file that was removed between the listing and the reading, say. */
const isOfSystem = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'syscall' in error;

function load(files: RuleFiles): DeskRules | readonly string[] {
  try {
    return loadRules(files);
  } catch (error) {
    if (error instanceof InvalidSettings) return error.problems.map(describe);
    throw error;
  }
}
