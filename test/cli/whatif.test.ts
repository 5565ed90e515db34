import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workOff } from '../../src/pipeline.ts';
import { settleDue } from '../../src/settle.ts';
import { endOf } from '../../src/simulator/desk-plan.ts';
import { deliverDesk, emptyLine } from '../api/desk.ts';
import { printed } from './printed.ts';

const PLAN = { seed: 3, agents: 12, weeks: 10, start: Date.UTC(2026, 0, 5) };
const RULE = `
id: many-kinds
title: Works many kinds
why: A rule that many meet.
hold_for: 2
leave_after: 2
requirements:
  - { metric: breadth, at_least: 3, confidence: 0.8, reason: Three kinds of work or more. }
`;
let folder = '';
let someone = { id: '', name: '', team: '' };
let everyone: string[] = [];

const whatif = (...args: string[]) => printed('whatif', '--data', join(folder, 'data'), ...args);
const digest = async () => (await printed('status', '--digest', '--json', '--data', join(folder, 'data'))).out;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stepladder-whatif-'));
  const line = await emptyLine(join(folder, 'data'));
  await deliverDesk(line, PLAN);
  await workOff(line);
  await settleDue(line, endOf(PLAN));
  await line.store.close();
  const { agents } = JSON.parse((await printed('agents', '--json', '--data', join(folder, 'data'))).out);
  everyone = agents.map(({ name }: { name: string }) => name);
  someone = agents.find(({ team }: { team: string | null }) => team === 'Service Desk EMEA');
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('stepladder whatif', () => {
  it('tells whose flag a new rule of a file would raise, and over the past too, and changes nothing', async () => {
    const file = join(folder, 'many-kinds.yaml');
    writeFileSync(file, RULE);
    const before = await digest();
    const { code, out, err } = await whatif('--rule', file);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^If "Works many kinds" \(many-kinds\) of the file were in force/);
    expect(out).toMatch(/rule of the file: \d+ raised/);
    expect(everyone.some((name) => out.includes(name))).toBe(true);
    expect(await digest()).toBe(before);
  });

  it('tells what a leave, a move and a training would bring', async () => {
    for (const [args, begins] of [
      [['--leave', someone.name], `If ${someone.name} left tomorrow`],
      [['--move', someone.id, 'Second Line'], `If ${someone.name} moved from Service Desk EMEA to Second Line`],
      [['--train', someone.name, 'network'], `If ${someone.name} learned network`],
    ] as const) {
      const { code, out } = await whatif(...args);
      expect(code).toBe(0);
      expect(out.startsWith(begins), out).toBe(true);
      expect(JSON.parse((await whatif(...args, '--json')).out)).toMatchObject({ agent: { id: someone.id } });
    }
  });

  it('ends with 2 where it was asked wrongly, and with 1 where the desk or the file cannot be used', async () => {
    expect(await whatif()).toMatchObject({ code: 2, err: expect.stringContaining('Ask one thing: --rule FILE') });
    expect(await whatif('--leave', 'Zzz')).toMatchObject({
      code: 2,
      err: expect.stringContaining('stepladder agents'),
    });
    const file = join(folder, 'broken.yaml');
    writeFileSync(file, RULE.replace('breadth', 'breath'));
    const broken = await whatif('--rule', file);
    expect(broken).toMatchObject({ code: 1, out: '' });
    expect(broken.err).toMatch(/broken\.yaml:8:\d+ .*Did you mean "breadth"\?/s);
    const nothing = await printed('whatif', '--leave', 'Zzz', '--data', join(folder, 'empty'));
    expect(nothing).toMatchObject({ code: 1, err: expect.stringContaining('Import a log first') });
  });
});
