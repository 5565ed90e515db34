import { cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { makeDesk } from '../vendors/desk/make-desk.ts';
import type { StandIn } from '../vendors/desk/stand-in.ts';
import { VENDORS, type Vendor } from '../vendors/quarter/vendors.ts';
import { json, ROOT, stepladder } from './cli.ts';

const HOUR = 3_600_000;
const VERIFY = { zendesk: 'zendesk', jira: 'jira', servicenow: 'standard-webhooks' } as const;
const NOWHERE = 'http://127.0.0.1:9';

interface Tried {
  readonly title: string;
  readonly result: 'ok' | 'warning' | 'failed';
  readonly said: string;
}

/** A vendor's stand-in with a desk of some days, and the rules of who reads it. */
class Place {
  readonly vendor: Vendor;
  readonly standIn: StandIn;
  readonly folder: string;
  readonly tickets: number;
  readonly deleted: number;

  private constructor(vendor: Vendor, standIn: StandIn, folder: string, counts: { tickets: number; deleted: number }) {
    this.vendor = vendor;
    this.standIn = standIn;
    this.folder = folder;
    this.tickets = counts.tickets;
    this.deleted = counts.deleted;
  }

  static async make(vendor: Vendor): Promise<Place> {
    const now = Math.floor(Date.now() / 1000) * 1000;
    const desk = makeDesk({ seed: 3, agents: 8, tickets: 40, start: now - 72 * HOUR, end: now - HOUR });
    const standIn = await vendor.start({ desk, clock: Date.now, webhookSecret: null });
    const happenings = desk.tickets.flatMap((story) => story.happenings.map((happening) => ({ story, happening })));
    happenings.sort((a, b) => a.happening.at - b.happening.at);
    for (const { story, happening } of happenings) standIn.happen(story, happening);
    const deleted = desk.tickets.filter(({ happenings: all }) => all.at(-1)?.kind === 'deleted').length;
    const folder = await mkdtemp(join(tmpdir(), 'stepladder-connect-'));
    const place = new Place(vendor, standIn, folder, { tickets: desk.tickets.length, deleted });
    await cp(join(ROOT, 'rules'), place.rules, { recursive: true });
    await place.writeSource(vendor.signIn);
    return place;
  }

  get rules(): string {
    return join(this.folder, 'rules');
  }

  get options(): string[] {
    return ['--data', join(this.folder, 'data'), '--rules', this.rules];
  }

  get secretFile(): string {
    return join(this.folder, 'secret');
  }

  async writeSource(signIn: Vendor['signIn']): Promise<void> {
    const { id, settings } = this.vendor;
    const { clientId, scope, ...rest } = { clientId: undefined, scope: undefined, ...signIn };
    const sign_in = { ...rest, ...(clientId && { client_id: clientId }), ...(scope && { scope }) };
    const read = { url: this.standIn.url, sign_in, per_minute: 6_000 };
    const source = { connector: id, verify: { kind: VERIFY[id] }, read, ...(settings && { settings }) };
    await writeFile(join(this.rules, 'sources.yaml'), stringify({ [id]: source }));
  }

  run(...args: string[]) {
    return stepladder([...args, ...this.options]);
  }

  async close(): Promise<void> {
    await this.standIn.close();
    await rm(this.folder, { recursive: true });
  }
}

describe.each(VENDORS)('$id, connected by the command line', (vendor) => {
  const credential = `STEPLADDER_CREDENTIAL_${vendor.id.toUpperCase()}`;
  let place: Place;
  beforeAll(async () => {
    place = await Place.make(vendor);
    process.env[credential] = vendor.credential;
  });
  afterAll(async () => {
    delete process.env[credential];
    await place.close();
  });

  it('is told what to do by hand, without being asked for anything', async () => {
    const before = place.standIn.asked.size;
    const { code, stdout } = await place.run('connect', vendor.id, '--print', '--address', 'https://desk.example');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}1\. /);
    expect(stdout).toContain(`https://desk.example/webhooks/${vendor.id}`);
    expect(place.standIn.asked.size).toBe(before);
  });

  it('is not connected by a wrong credential, which is not shown, and nothing is changed there', async () => {
    process.env[credential] = 'not-the-right-one';
    const asked = await place.run('connect', vendor.id, '--address', NOWHERE, '--secret-file', place.secretFile);
    process.env[credential] = vendor.credential;
    expect(asked.code).toBe(1);
    expect(asked.stdout + asked.stderr).toContain('FAILED');
    expect(asked.stdout + asked.stderr).not.toContain('not-the-right-one');
    expect(asked.stderr).toContain('nothing was changed');
    await expect(stat(place.secretFile)).rejects.toThrow();
  });

  it('is connected once, with a webhook whose secret is in a file for us alone', async () => {
    const connect = () =>
      place.run('connect', vendor.id, '--address', NOWHERE, '--secret-file', place.secretFile, '--no-test');
    const { code, stdout, stderr } = await connect();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Webhook\n  made as');
    const secret = (await readFile(place.secretFile, 'utf8')).trim();
    expect(secret.length).toBeGreaterThan(20);
    expect(stdout).not.toContain(secret);
    expect((await stat(place.secretFile)).mode & 0o077).toBe(0);
    expect((await connect()).stdout).toContain('was there as');
  });

  it('is read from the beginning, and is well', async () => {
    const done = await json('backfill', vendor.id, ...place.options);
    expect(done).toMatchObject({ failing: 0, trouble: null, setAside: 0 });
    expect(done.read - done.gone).toBe(place.tickets - place.deleted);
    const status = await json('status', ...place.options);
    expect(status.tickets).toBeGreaterThanOrEqual(place.tickets - place.deleted);
    const found = await json('reconcile', vendor.id, ...place.options);
    expect(found).toMatchObject({ drifted: 0, missing: 0, failed: 0 });
    const { sources } = await json('doctor', '--address', NOWHERE, ...place.options);
    const tried = sources[0].tried as Tried[];
    expect(tried.filter(({ result }) => result === 'failed')).toEqual([]);
    const said = Object.fromEntries(tried.map(({ title, said: words }) => [title, words]));
    expect(said['Nothing is missed']).toContain('0 read again');
    expect(said['The webhook is there']).toMatch(/^as /);
    expect(said['Webhooks arrive']).toBe('none has so far');
  });

  it('lets its webhook go, and only its own', async () => {
    const remove = () => place.run('connect', vendor.id, '--remove', '--address', NOWHERE);
    expect((await remove()).stdout).toContain('is taken away');
    expect((await remove()).stdout).toContain('There was no webhook of ours');
    const { code, stderr, stdout } = await place.run('doctor', vendor.id, '--address', NOWHERE);
    expect(code).toBe(1);
    expect(stderr).toContain('1 of the checks failed');
    expect(stdout).toContain('The webhook is there: it is not');
  });
});

describe('a source that cannot be read', () => {
  it.each([
    ['that nobody named', ['backfill', 'nobody'], 2, 'sources.yaml has no source nobody'],
    ['that nobody named, without a terminal to ask at', ['connect', 'nobody'], 2, 'Write it there'],
  ])('%s', async (_, args, code, words) => {
    const folder = await mkdtemp(join(tmpdir(), 'stepladder-none-'));
    const ended = await stepladder([...args, '--data', folder, '--rules', join(ROOT, 'rules')]);
    expect(ended.code).toBe(code);
    expect(ended.stderr).toContain(words);
    await rm(folder, { recursive: true });
  });
});
