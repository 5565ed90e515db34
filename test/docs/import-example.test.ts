import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ROOT, stepladder } from './pages.ts';

const LOG = join(ROOT, 'docs/examples/helpdesk-log.csv');
const MAPPING = join(ROOT, 'docs/examples/helpdesk-log.yaml');
const folder = mkdtempSync(join(tmpdir(), 'import-example-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The JSON that a command prints about the desk kept under `name`. */
async function told(name: string, ...args: readonly string[]) {
  const { exitCode, out } = await stepladder([...args, '--json', '--data', join(folder, name)]);
  expect(exitCode, out).toBe(0);
  return JSON.parse(out);
}

const login = (name: string) => `helpdesk:login/${name}`;

describe('docs/examples/helpdesk-log', () => {
  it('is understood to the last row and word', async () => {
    const report = await told('desk', 'import', '--mapping', MAPPING, LOG);
    expect(report).toMatchObject({ rows: 22, added: 22, tickets: 6, unmapped: [] });
    expect([report.unreadable.rows, report.setAside.rows]).toEqual([0, 0]);
  });

  it('credits each resolution of a reopened ticket to whoever made it', async () => {
    const { resolutions } = await told('desk', 'tickets', 'helpdesk:1002');
    expect(resolutions).toMatchObject([
      { resolver: 'p.varga', reopenedAt: '2026-01-13T21:20:00.000Z' },
      { resolver: 'r.lindt', reopenedAt: null },
    ]);
  });

  it('credits nobody with what was withdrawn or done by an automation', async () => {
    expect(await told('desk', 'tickets', 'helpdesk:1003')).toMatchObject({ status: 'cancelled', resolutions: [] });
    const { resolutions, assignments } = await told('desk', 'tickets', 'helpdesk:1005');
    expect([resolutions.length, resolutions[0].resolver, assignments[0].holder]).toEqual([1, null, null]);
  });

  it('joins the people of its three columns without anyone confirming', async () => {
    const { agents } = await told('desk', 'agents');
    expect(agents.map(({ id }: { id: string }) => id)).toEqual(['d.osei', 'p.varga', 'r.lindt'].map(login));
  });

  it('would credit the wrong person without known_only', async () => {
    const mapping = join(folder, 'looks-ahead.yaml');
    writeFileSync(mapping, readFileSync(MAPPING, 'utf8').replace(/^known_only:\n( {2}.*\n)+/m, ''));
    await told('ahead', 'import', '--mapping', mapping, LOG);
    const { resolutions } = await told('ahead', 'tickets', 'helpdesk:1002');
    expect(resolutions[0].resolver).toBe('r.lindt');
  });
});
