import {
  type CareerPath,
  cycleAmong,
  type Gate,
  growingFrom,
  type Stage,
  stageKey,
  stagesOf,
} from '../progression/path.ts';
import type { Placed } from '../settings/read-yaml.ts';
import { didYouMean } from './nearest-word.ts';
import { pathForm, type WrittenPath, type WrittenStage } from './path-form.ts';
import type { Problems } from './problems.ts';
import { shortHash } from './short-hash.ts';
import type { NamedFile } from './sort-files.ts';

interface Read {
  readonly path: CareerPath;
  readonly placed: Placed<WrittenPath>;
}

export interface PathsMayName {
  readonly roles: readonly string[];
  /** Share of work with customers below which a stage has to say why; undefined: half of it (S001-10). */
  readonly leastContact?: number | undefined;
}

/** The paths of paths/, by file name. */
export function readPaths(
  files: readonly NamedFile[],
  { roles, leastContact = 0.5 }: PathsMayName,
  problems: Problems,
): CareerPath[] {
  const read = files.flatMap(({ path: file, name, text }): Read[] => {
    const placed = problems.read(file, text, pathForm(name, roles));
    return placed === null ? [] : [{ placed, path: pathOf(placed.value, shortHash(text)) }];
  });
  const paths = read.map(({ path }) => path);
  // A file that cannot be read may hold the stages the others name: what they need is asked once all can be read.
  const allRead = read.length === files.length;
  const allDistinct = read.map((one) => checkIds(one, problems)).every((distinct) => distinct);
  for (const one of read) {
    checkContact(one, leastContact, problems);
    if (allRead) checkNames(one, paths, problems);
    checkExits(one, paths, problems);
  }
  if (allDistinct) checkCycle(read, problems);
  return paths;
}

function pathOf({ id, title, why, stages, gates }: WrittenPath, version: string): CareerPath {
  return { id, title, why, version, stages: stages.map(stageOf), gates: gates.map(gateOf) };
}

function stageOf(written: WrittenStage): Stage {
  const { id, title, why, sfia, duties, role, needs, work, keeps = null, exit = null } = written;
  return {
    ...{ id, title, why, sfia, duties, role, needs, keeps, work, exit },
    openedByPeople: written.opened_by_people ?? null,
    plannedWeeks: written.planned_weeks,
    customerContact: written.customer_contact,
    whyLessContact: written.why_less_contact ?? null,
  };
}

function gateOf({ by_week: byWeek, held_weeks: heldWeeks, ...gate }: WrittenPath['gates'][number]): Gate {
  return { ...gate, byWeek, heldWeeks };
}

/** Whether each stage and each gate has an id of its own. */
function checkIds({ placed }: Read, problems: Problems): boolean {
  const twice = (['stages', 'gates'] as const).flatMap((list) => {
    const ids = placed.value[list].map(({ id }) => id);
    return ids.flatMap((id, i) => (ids.indexOf(id) < i ? [{ list, id, i }] : []));
  });
  for (const { list, id, i } of twice) {
    const message = `a second "${id}" on this path. Give each its own id, or remove one.`;
    problems.add(placed.problem([list, i, 'id'], message));
  }
  return twice.length === 0;
}

/** The distance from customers is not to be the reward for good work with them (S001-10). */
function checkContact({ placed }: Read, least: number, problems: Problems): void {
  placed.value.stages.forEach(({ customer_contact: contact, why_less_contact: why }, i) => {
    if (contact >= least || why !== undefined) return;
    const loses = contact === 0 ? 'loses customers altogether' : `is below the desk's least of ${least}`;
    const message = `this stage ${loses}, and growth is not to lead away from them. Write ${least} or more, or say under why_less_contact why.`;
    problems.add(placed.problem(['stages', i, 'customer_contact'], message));
  });
}

/** Whether the stages that this path names are there. */
function checkNames({ placed }: Read, paths: readonly CareerPath[], problems: Problems): void {
  const known = [...stagesOf(paths).keys()];
  const check = (list: 'stages' | 'gates', key: 'needs' | 'reaches', named: readonly (readonly string[])[]) =>
    named.forEach((refs, i) => {
      refs.forEach((ref, j) => {
        if (known.includes(ref)) return;
        const message = `no stage "${ref}". ${didYouMean(ref, known)}${knownNear(ref, paths)}`;
        problems.add(placed.problem([list, i, key, j], message));
      });
    });
  const { stages, gates } = placed.value;
  check(
    'stages',
    'needs',
    stages.map(({ needs }) => needs.map(stageKey)),
  );
  check(
    'gates',
    'reaches',
    gates.map(({ reaches }) => reaches.map(stageKey)),
  );
}

/** The stages of the path that was meant, or the paths there are. */
function knownNear(ref: string, paths: readonly CareerPath[]): string {
  const meant = paths.find(({ id }) => ref.startsWith(`${id}/`));
  if (meant === undefined) return `Known paths: ${paths.map(({ id }) => id).join(', ')}.`;
  return `Known on ${meant.id}: ${meant.stages.map(({ id }) => id).join(', ')}.`;
}

function checkExits({ path, placed }: Read, paths: readonly CareerPath[], problems: Problems): void {
  path.stages.forEach(({ id, exit }, i) => {
    const [next] = exit === null ? [] : growingFrom(paths, { path: path.id, stage: id });
    if (next === undefined) return;
    const message = `the path ends here, yet ${next} grows from it. Remove exit, or let ${next} need another stage.`;
    problems.add(placed.problem(['stages', i, 'exit'], message));
  });
}

function checkCycle(read: readonly Read[], problems: Problems): void {
  const cycle = cycleAmong(read.map(({ path }) => path));
  const [first, ...rest] = cycle ?? [];
  if (first === undefined) return;
  const one = read.find(({ path }) => first.startsWith(`${path.id}/`));
  const i = one?.path.stages.findIndex(({ id }) => first === stageKey({ path: one.path.id, stage: id })) ?? -1;
  if (one === undefined) return;
  const message = `comes before itself: ${[first, ...rest].join(' after ')}. Remove one of these needs.`;
  problems.add(one.placed.problem(['stages', i, 'needs'], message));
}
