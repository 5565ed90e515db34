import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Places } from '../store/places.ts';
import { SEED, told } from './amount.ts';
import { expectUndisturbed, rulesWithSource } from './desk.ts';
import { type Outage, Sender } from './sender.ts';
import { ServeProcess } from './serve-process.ts';
import { limited, mounted, type SmallDisk } from './small-disk.ts';
import { recordedStream } from './stream.ts';
import { nothingLeft } from './waiting.ts';

const PATIENCE = { timeout: 60_000, interval: 5 };
/** What the disk still takes before it is full, and how long it stays so. */
const ROOM = 300_000;
const FULL_MS = 1_500;

const DISKS: readonly (readonly [what: string, make: () => SmallDisk | null, needs: string])[] = [
  ['a file system of its own that is full', mounted, 'this user may mount no tmpfs'],
  ['a file that may grow no more (writes fail with EFBIG)', limited, 'there is no prlimit here'],
];

describe.each(DISKS)('SQLite on %s', (what, make, needs) => {
  let disk: SmallDisk | null = null;
  let places: Places;
  let server: ServeProcess | undefined;
  let sender: Sender | undefined;
  beforeEach(async () => {
    places = await Places.make();
  });
  afterEach(async () => {
    sender?.end();
    await server?.kill();
    disk?.remove();
    await places.remove();
  });

  it('answers no webhook with 202 that it has not kept, says what to do, and goes on when there is room', async ({
    skip,
  }) => {
    disk = make();
    if (disk === null) return skip(needs);
    const stream = recordedStream(SEED, 12);
    const rules = rulesWithSource(places);
    const running = new ServeProcess({ data: disk.folder, rules, compiled: join(places.folder, 'compiled') });
    server = running;
    const url = await running.listening;
    const vendor = new Sender(stream.webhooks, () => [url], SEED);
    sender = vendor;
    vendor.allowed = 50;
    const sending = vendor.send();
    await expect.poll(() => vendor.accepted.size, PATIENCE).toBeGreaterThanOrEqual(50);

    disk.leave(running.pid, ROOM);
    vendor.allowed = Number.POSITIVE_INFINITY;
    const full: Outage = { refused: 0, wrong: [] };
    vendor.outage = full; // some are still kept, until there is no room
    await expect.poll(() => full.refused, PATIENCE).toBeGreaterThan(0);
    const before = vendor.accepted.size;
    await pause(FULL_MS);
    expect(vendor.accepted.size).toBeLessThan(stream.webhooks.length);
    expect(full.wrong).not.toContain('no answer');
    expect(running.said).toMatch(/Free some space|it may be full/);
    const { refused } = full;
    disk.free(running.pid);

    await sending;
    await nothingLeft(url);
    expect(running.fell).toBe(false);
    expect(await running.end()).toBe(0);
    expect(vendor.unexpected).toEqual([]);
    const { accepted } = vendor;
    told(what, { acceptedBeforeFull: before, refused, accepted: accepted.size });
    await expectUndisturbed(disk.folder, { stream, rules, accepted });
  });
});
