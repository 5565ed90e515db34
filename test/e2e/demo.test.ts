import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flagListSchema, type ListedFlag } from '../../src/api/schemas.ts';
import { CLI, ROOT } from './cli.ts';

const MINUTE = 60_000;

describe('stepladder demo', { timeout: 6 * MINUTE }, () => {
  let demo: ChildProcess;
  let said = '';
  let up: Pick<ListedFlag, 'rule' | 'furtherStep'>[] = [];

  beforeAll(async () => {
    const child = spawn(process.execPath, [...CLI, 'demo', '--port', '0'], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    demo = child;
    for await (const line of createInterface({ input: child.stdout })) {
      said += `${line}\n`;
      const [, url] = /Look at them: +(\S+)/.exec(line) ?? [];
      if (url === undefined) continue;
      const { flags } = flagListSchema.parse(await (await fetch(`${url}/api/v1/flags`)).json());
      up = flags.filter(({ state }) => state === 'open');
      break;
    }
  }, 6 * MINUTE);
  afterAll(async () => {
    if (demo.exitCode !== null) return;
    demo.kill('SIGTERM');
    await once(demo, 'exit');
  });

  it('is ready soon, and says what it is and where to look', () => {
    expect(said).toMatch(/^An invented desk of \d+ people over \d+ weeks, ready in \d+ s\.$/m);
    expect(said).toMatch(
      new RegExp(
        `^${up.filter(({ furtherStep }) => furtherStep === null).length} flags are up\\. Look at them: +http://127\\.0\\.0\\.1:\\d+$`,
        'm',
      ),
    );
  });

  // Whichever plan is shown, a first look has to meet every kind; the shipped rules are as they are.
  it.each([
    ['readiness', ['analyst', 'broad-analyst', 'generalist']],
    ['a step back', ['quality-notice', 'quality-regression']],
    ['cover', ['single-point-of-failure', 'uncovered-region', 'uncovered-shift', 'uncovered-work']],
  ])('shows flags of %s by the shipped rules', (_, rules) => {
    const found = up.map(({ rule }) => rule).filter((rule) => rules.includes(rule));
    expect(found).not.toEqual([]);
  });
});
