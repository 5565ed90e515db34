import { posix } from 'node:path';
import { type Import, importsOf } from './imports.ts';
import { namedOnly, type Row } from './table.ts';

/** Path from the project root -> text. */
export type Files = ReadonlyMap<string, string>;

const remedy = 'Move the code that needs it, or change test/architecture/table.ts and say why in docs/decisions.';

/** Every import the table does not allow, one message each; files outside the table too. */
export function violations(files: Files, table: readonly Row[]): string[] {
  const found: string[] = [];
  for (const [file, text] of files) {
    const home = placeOf(file, table);
    if (!home) {
      found.push(`${file}: no line of the import table covers it. Add its folder to test/architecture/table.ts.`);
      continue;
    }
    for (const used of importsOf(file, text)) {
      const complaint = complain(file, home, used, table);
      if (complaint) found.push(`${file}:${used.line}: ${complaint} ${remedy}`);
    }
  }
  return found;
}

/** The row that covers a file, and the folder or file its pattern stood for: `connectors/*` -> `connectors/jira`. */
export function placeOf(file: string, table: readonly Row[]): { row: Row; place: string } | undefined {
  const parts = file.split('/');
  const covers = (row: Row): boolean => {
    const pattern = row.place.split('/');
    if (row.place === file) return true;
    return parts.length > pattern.length && pattern.every((part, at) => part === '*' || part === parts[at]);
  };
  const row = table.filter(covers).sort((a, b) => b.place.split('/').length - a.place.split('/').length)[0];
  return row && { row, place: parts.slice(0, row.place.split('/').length).join('/') };
}

/** Files that lead back to themselves, each ring once, as `a.ts -> b.ts -> a.ts`. Types count: a ring is a ring. */
export function cycles(files: Files): string[] {
  const done = new Set<string>();
  const rings: string[] = [];
  const walk = (file: string, path: readonly string[]): void => {
    const seenAt = path.indexOf(file);
    if (seenAt >= 0) rings.push([...path.slice(seenAt), file].join(' -> '));
    if (seenAt >= 0 || done.has(file)) return;
    for (const target of targetsOf(file, files)) walk(target, [...path, file]);
    done.add(file);
  };
  for (const file of files.keys()) walk(file, []);
  return rings;
}

function targetsOf(file: string, files: Files): string[] {
  const targets = importsOf(file, files.get(file) ?? '')
    .map((used) => used.specifier && resolve(file, used.specifier))
    .filter((target) => target !== undefined && files.has(target));
  return [...new Set(targets as string[])];
}

function complain(
  file: string,
  home: { row: Row; place: string },
  used: Import,
  table: readonly Row[],
): string | undefined {
  const { row, place } = home;
  if (used.specifier === undefined) return 'imports a name computed at run time, which no check can follow.';
  const target = resolve(file, used.specifier);
  if (!target) {
    const allowed = [...(row.packages ?? []), ...(row.inFiles?.[posix.basename(file)] ?? [])];
    if (allows(allowed, packageOf(used.specifier))) return undefined;
    return `imports ${used.specifier}; ${place} may use only ${list(allowed)}.`;
  }
  const there = placeOf(target, table);
  if (there?.place === place) return undefined;
  const allowed = [...(row.imports ?? []), ...(used.typeOnly ? (row.types ?? []) : [])];
  if (there && allowed.includes(there.row.place)) return undefined;
  if (there && row.types?.includes(there.row.place)) {
    return `imports values of ${there.place}, of which it may use types only (import type).`;
  }
  return `imports ${target}; ${place} may import only ${list(allowed)}.`;
}

/** A relative specifier as a path from the project root; undefined for a package. */
function resolve(file: string, specifier: string): string | undefined {
  return /^\.{0,2}\//.test(specifier) ? posix.join(posix.dirname(file), specifier) : undefined;
}

/** `@a/b/c` -> `@a/b`, `a/b` -> `a`; node: modules keep their full name. */
function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function allows(allowed: readonly string[], name: string): boolean {
  if (allowed.includes(name)) return true;
  return !namedOnly.includes(name) && allowed.some((one) => one.endsWith('*') && name.startsWith(one.slice(0, -1)));
}

function list(names: readonly string[]): string {
  return names.length > 0 ? names.join(', ') : 'itself';
}
