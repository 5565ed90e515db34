import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fold, idsOf, type LiveDesk, listAll, liveDesk, readAll } from './live-desk.ts';
import { keptOf, readOf, truthOf } from './truth.ts';

let live: LiveDesk;
beforeEach(async () => {
  live = await liveDesk();
});
afterEach(() => live.standIn.close());

const isDeleted = (id: string) =>
  live.desk.tickets.some(
    (story) => live.standIn.idOf(story) === id && story.happenings.some(({ kind }) => kind === 'deleted'),
  );

describe('a ticket that is read', () => {
  it('is what happened to it: statuses, holders, replies, its last rating, its promises', async () => {
    live.until();
    const remote = live.open();
    const ids = live.desk.tickets.map((story) => live.standIn.idOf(story));
    const reads = await readAll(remote, ids);
    for (const [i, story] of live.desk.tickets.entries()) {
      const read = reads[i];
      const timeline = fold(read?.found ?? []);
      if (isDeleted(read?.ticket ?? '')) {
        expect(read?.version).toBeNull();
        expect(timeline.state.status).toBe('cancelled');
        expect(timeline.statuses.at(-1)?.start).toBe(story.happenings.at(-1)?.at);
        continue;
      }
      expect(readOf(timeline), `ticket ${story.n}`).toEqual(truthOf(story));
      expect(timeline.sourceSla, `ticket ${story.n}`).toMatchObject(keptOf(story, live.now));
    }
  });
});

describe('the streams', () => {
  it('list every ticket', async () => {
    live.until();
    const listed = idsOf(await listAll(live.open(), new Map()));
    expect(listed.sort()).toEqual(live.desk.tickets.map((story) => live.standIn.idOf(story)).sort());
  });
});
