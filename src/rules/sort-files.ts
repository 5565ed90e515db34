import { didYouMean } from './nearest-word.ts';
import type { Problems } from './problems.ts';
import type { RuleFiles } from './rule-files.ts';

/** One file of a sub-folder; `name` is its id. */
export interface NamedFile {
  readonly path: string;
  readonly name: string;
  readonly text: string;
}

export interface SortedFiles {
  readonly desk: string | null;
  readonly metrics: string | null;
  /** Null: no webhooks are taken. */
  readonly sources: string | null;
  readonly calendars: readonly NamedFile[];
  readonly sla: readonly NamedFile[];
  readonly roles: readonly NamedFile[];
  readonly risks: readonly NamedFile[];
  readonly paths: readonly NamedFile[];
  /** Those of roles and risks together; `name` is the rule's. */
  readonly cases: readonly NamedFile[];
}

const FOLDERS = ['calendars', 'sla', 'roles', 'risks', 'paths'] as const;
const KNOWN =
  'desk.yaml, metrics.yaml, sources.yaml, base.yaml, and NAME.yaml in calendars/, sla/, roles/, risks/, paths/';
const AT_TOP = ['desk.yaml', 'metrics.yaml', 'sources.yaml'];
const PATH = /^(calendars|sla|roles|risks|paths)\/([a-z0-9]+(?:-[a-z0-9]+)*)(\.cases)?\.yaml$/;

/** Files by what they are for; any other is a problem, since what it says would be silently without effect. */
export function sortFiles(files: RuleFiles, problems: Problems): SortedFiles {
  const sorted = { calendars: [], sla: [], roles: [], risks: [], paths: [], cases: [] } as Record<
    (typeof FOLDERS)[number] | 'cases',
    NamedFile[]
  >;
  for (const path of Object.keys(files).sort()) {
    if (AT_TOP.includes(path)) continue;
    const [, folder, name, cases] = PATH.exec(path) ?? [];
    const place = cases === undefined ? FOLDERS.find((one) => one === folder) : placeOfCases(folder);
    if (place === undefined || name === undefined) problems.addFile(path, unknown(path));
    else sorted[place].push({ path, name, text: files[path] ?? '' });
  }
  return {
    ...sorted,
    desk: needed(files, 'desk.yaml', problems),
    metrics: needed(files, 'metrics.yaml', problems),
    sources: files['sources.yaml'] ?? null,
  };
}

function placeOfCases(folder: string | undefined): 'cases' | undefined {
  return folder === 'roles' || folder === 'risks' ? 'cases' : undefined;
}

function unknown(path: string): string {
  const near = didYouMean(path, AT_TOP);
  return `unknown file. ${near}Known are ${KNOWN} (lower case, digits and -), and NAME.cases.yaml beside a role or risk. Rename or remove it.`;
}

function needed(files: RuleFiles, path: string, problems: Problems): string | null {
  const text = files[path];
  if (text !== undefined) return text;
  problems.addFile(path, 'missing. Write it, or copy the one that Stepladder ships in its rules folder.');
  return null;
}
