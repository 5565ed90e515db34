import { type Document, isNode, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';

/** One thing wrong with a settings file, at its place. Line and column count from 1. */
export interface SettingsProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A settings file that cannot be used; the message lists every problem, one a line: `file:line:column message`. */
export class InvalidSettings extends Error {
  override readonly name = 'InvalidSettings';
  readonly problems: readonly SettingsProblem[];

  constructor(problems: readonly SettingsProblem[]) {
    super(problems.map(describe).join('\n'));
    this.problems = problems;
  }
}

export function describe({ file, line, column, message }: SettingsProblem): string {
  return `${file}:${line}:${column} ${message}`;
}

/** A value read from YAML that still knows where each part of it stood. */
export interface Placed<T> {
  readonly value: T;
  /** A problem at the deepest part of `path` that exists in the file. */
  problem(path: readonly PropertyKey[], message: string): SettingsProblem;
}

type Place = Omit<SettingsProblem, 'message'>;

/** Reads `text` as YAML 1.2 and checks it. Throws InvalidSettings naming every problem with its place. */
export function readYaml<S extends z.ZodType>(file: string, text: string, schema: S): Placed<z.output<S>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  if (document.errors.length > 0) {
    throw new InvalidSettings(
      document.errors.map((e) => ({ ...place(e.pos[0]), message: `${e.message}. Mend the YAML here.` })),
    );
  }
  const problem = (path: readonly PropertyKey[], message: string): SettingsProblem => ({
    ...place(offsetOf(document, path)),
    message,
  });
  const parsed = schema.safeParse(plainValue(document, place));
  if (!parsed.success) {
    throw new InvalidSettings(parsed.error.issues.flatMap(placed).map(({ path, message }) => problem(path, message)));
  }
  return { value: parsed.data, problem };
}

/** Aliases that point nowhere, or that multiply without end, only show when they are followed. */
function plainValue(document: Document.Parsed, place: (offset: number) => Place): unknown {
  const unresolved: SettingsProblem[] = [];
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) !== undefined) return;
      const { source, range } = alias;
      const message = `*${source} refers to no anchor. Write "*${source}" in quotes, or define the anchor &${source} before it.`;
      unresolved.push({ ...place(range?.[0] ?? 0), message });
    },
  });
  if (unresolved.length > 0) throw new InvalidSettings(unresolved);
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    const message = `${error instanceof Error ? error.message : error}. Use fewer aliases.`;
    throw new InvalidSettings([{ ...place(0), message }]);
  }
}

function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

/** An issue at what it is about: of unknown keys, at each of them. */
function placed(issue: z.core.$ZodIssue): { path: readonly PropertyKey[]; message: string }[] {
  const where = issue.path.length > 0 ? `${issue.path.map(String).join('.')}: ` : '';
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, message: `${where}${issue.message}` }];
  return issue.keys.map((key) => ({
    path: [...issue.path, key],
    message: `${where}unknown key "${key}". Check its spelling, or remove it.`,
  }));
}
