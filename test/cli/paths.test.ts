import { describe, expect, it } from 'vitest';
import type { CareerPath } from '../../src/progression/path.ts';
import { printed } from './printed.ts';

describe('stepladder paths', () => {
  it('lists every stage with what opens it', async () => {
    const { code, out } = await printed('paths');
    const { paths } = JSON.parse((await printed('paths', '--json')).out) as { paths: CareerPath[] };
    expect(code).toBe(0);
    for (const { id, stages } of paths) {
      for (const stage of stages) {
        const line = out.split('\n').find((one) => one.startsWith(`${id}/${stage.id} `)) ?? '';
        expect(line).toContain(stage.title);
        expect(line).toContain(stage.role ?? 'people');
      }
    }
  });

  it('tells of one path the duties, the floor, the planned time and the gates', async () => {
    const { out } = await printed('paths', 'three-year-programme');
    expect(out).toMatch(/opened by +people alone: /);
    expect(out).toMatch(/opened by +the flag of analyst, and people/);
    expect(out).toMatch(/earlier work +\d+ % to \d+ % of the work/);
    expect(out).toMatch(/planned +52 weeks/);
    expect(out).toMatch(/ends +beyond the firm/);
    expect(out).toMatch(/by week 104, .*problem\/analyst or .*, held for 26 weeks; on record: learning-item/);
  });

  it('says which paths there are where none is of that name', async () => {
    const { code, err } = await printed('paths', 'generalists');
    expect(code).toBe(2);
    expect(err).toContain('No path "generalists". Known: automation-engineer, change, generalist');
  });
});
