import { type CareerPath, type Stage, stageKey, stagesOf } from '../../progression/path.ts';
import { RECORD_KINDS } from '../../progression/record-kinds.ts';
import type { DeskRules } from '../../rules/load-rules.ts';
import type { Desk } from '../desk.ts';
import type { PathList } from '../path-schema.ts';
import { ruleTitle, stageTitle } from './decision-words.ts';

type Titles = Pick<DeskRules, 'rules' | 'paths' | 'desk'>;
type PathView = PathList['paths'][number];

/** All paths that the desk offers, each in full. */
export function pathsView({ rules }: Pick<Desk, 'rules'>): PathList {
  return {
    paths: rules.paths.map(({ id, title, why, version, stages, gates }) => ({
      id,
      title,
      why,
      version,
      stages: stages.map((stage) => stageView(stage, rules)),
      gates: gates.map((gate) => ({
        id: gate.id,
        title: gate.title,
        why: gate.why,
        byWeek: gate.byWeek,
        reaches: gate.reaches.map(stageKey),
        heldWeeks: gate.heldWeeks,
        records: [...gate.records],
      })),
    })),
  };
}

function stageView(stage: Stage, titles: Titles): PathView['stages'][number] {
  const { sfia, duties, role, needs, keeps, work, ...rest } = stage;
  return {
    ...rest,
    sfia: sfia.map(({ code, from, to }) => `${code} ${from === to ? from : `${from}-${to}`}`),
    duties: duties.map((duty) => ({ ...duty })),
    role: role === null ? null : { id: role, title: ruleTitle(role, titles) },
    needs: needs.map((ref) => ({ ...ref, title: stageTitle(ref, titles) })),
    keeps: keeps === null ? null : { ...keeps },
    work: [...work],
  };
}

/** What a gate lacks, as a reader knows it: the title of a stage, or what the record is. */
export function missingText(missing: string, titles: Titles): string {
  const [path = '', stage = ''] = missing.split('/');
  if (stagesOf(titles.paths).has(missing)) return stageTitle({ path, stage }, titles);
  return (RECORD_KINDS as Readonly<Record<string, string>>)[missing] ?? missing;
}

/** Whoever is at a stage has been through those before it on its path. As path/stage. */
export function reachedBy(
  paths: readonly CareerPath[],
  held: readonly { readonly path: string; readonly stage: string }[],
): ReadonlySet<string> {
  return new Set(
    held.flatMap(({ path, stage }) => {
      const stages = paths.find(({ id }) => id === path)?.stages ?? [];
      return stages
        .slice(0, stages.findIndex(({ id }) => id === stage) + 1)
        .map(({ id }) => stageKey({ path, stage: id }));
    }),
  );
}
