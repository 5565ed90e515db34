import type { Issue } from './records.ts';

interface Entry {
  readonly updated: number;
  readonly issue: Issue;
  /** False: the issue has moved on, or is gone. */
  live: boolean;
}

/** Where a walk goes on: behind this issue. */
export interface Place {
  readonly updated: number;
  readonly n: number;
}

/** All issues, found by id and by every key they ever had, and in the order in which they were updated. */
export interface Shelf {
  readonly byId: ReadonlyMap<string, Issue>;
  /** In order of their numbers. */
  readonly byNumber: readonly Issue[];
  find(idOrKey: string): Issue | undefined;
  /** It is new, or was updated. */
  put(issue: Issue): void;
  remove(issue: Issue): void;
  /** Oldest first, ties by number, from an instant on and behind a place. */
  byUpdated(from: number, after: Place | null): Iterable<Issue>;
  /** Youngest first, behind a place. */
  byUpdatedDown(after: Place | null): Iterable<Issue>;
}

export function makeShelf(): Shelf {
  const byId = new Map<string, Issue>();
  const byNumber: Issue[] = [];
  const idOfKey = new Map<string, string>();
  const entries = new Map<string, Entry>();
  let log: Entry[] = [];
  let dead = 0;

  const forget = (issue: Issue) => {
    const entry = entries.get(issue.id);
    if (entry?.live !== true) return;
    entry.live = false;
    dead++;
    if (dead > 1000 && dead > log.length / 2) {
      log = log.filter(({ live }) => live);
      dead = 0;
    }
  };
  const add = (issue: Issue) => {
    let at = byNumber.length;
    while (at > 0 && (byNumber[at - 1]?.story.n ?? 0) > issue.story.n) at--;
    byNumber.splice(at, 0, issue);
  };
  const put = (issue: Issue) => {
    if (!byId.has(issue.id)) add(issue);
    byId.set(issue.id, issue);
    idOfKey.set(issue.key.toUpperCase(), issue.id);
    if (entries.get(issue.id)?.updated === issue.updated) return;
    forget(issue);
    const entry = { updated: issue.updated, issue, live: true };
    entries.set(issue.id, entry);
    let at = log.length;
    while (at > 0 && isBehind(log[at - 1], placeOf(entry))) at--;
    log.splice(at, 0, entry);
  };
  function* byUpdated(from: number, after: Place | null) {
    const place = after ?? { updated: from, n: 0 };
    for (let at = firstBehind(log, place); at < log.length; at++) {
      const entry = log[at];
      if (entry?.live === true && entry.updated >= from) yield entry.issue;
    }
  }
  function* byUpdatedDown(after: Place | null) {
    for (let at = after === null ? log.length - 1 : firstBehind(log, after) - 1; at >= 0; at--) {
      const entry = log[at];
      if (entry?.live === true && (after === null || isBefore(entry, after))) yield entry.issue;
    }
  }
  return {
    byId,
    byNumber,
    find: (idOrKey) => byId.get(idOrKey) ?? byId.get(idOfKey.get(idOrKey.toUpperCase()) ?? ''),
    put,
    remove: (issue) => {
      forget(issue);
      entries.delete(issue.id);
      byId.delete(issue.id);
      byNumber.splice(byNumber.indexOf(issue), 1);
    },
    byUpdated,
    byUpdatedDown,
  };
}

const placeOf = ({ updated, issue }: Entry): Place => ({ updated, n: issue.story.n });
const isBehind = (entry: Entry | undefined, { updated, n }: Place): boolean =>
  entry !== undefined && (entry.updated > updated || (entry.updated === updated && entry.issue.story.n > n));
const isBefore = ({ updated, issue }: Entry, place: Place): boolean =>
  updated < place.updated || (updated === place.updated && issue.story.n < place.n);

/** Index of the first entry behind a place. */
function firstBehind(log: readonly Entry[], place: Place): number {
  let low = 0;
  let high = log.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBehind(log[middle], place)) high = middle;
    else low = middle + 1;
  }
  return low;
}
