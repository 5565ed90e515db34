import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { measure } from '../../../src/metrics/measure.ts';
import { SIGNALS } from '../../../src/metrics/notes/index.ts';
import { NOTE_WEEKS, NoteTaker } from '../../../src/metrics/notes/note-taker.ts';
import { viewOf } from '../../../src/metrics/view.ts';
import { judge } from '../../../src/progression/judge.ts';
import { loadRules, metricUses } from '../../../src/rules/load-rules.ts';
import { readRuleFiles } from '../../../src/rules/rule-files.ts';
import { InvalidSettings } from '../../../src/settings/read-yaml.ts';
import { AS_OF, agentNamed, OPTIONS } from '../rows.ts';
import { ABOUT, deskOf, HABITS, MODEL } from './desk.ts';

const ROOT = join(import.meta.dirname, '../../..');
const files = await readRuleFiles(join(ROOT, 'rules'));
const rules = loadRules(files);

describe('a note is judged by nobody', () => {
  it.each(SIGNALS.map(({ id }) => id))('no rule can name %s', (id) => {
    const [name, text] = Object.entries(files).find(([path]) => /^roles\/[^.]+\.yaml$/.test(path)) ?? ['', ''];
    const naming = { ...files, [name]: text.replace(/metric: [\w-]+/, `metric: ${id}`) };
    const load = () => loadRules(naming);
    expect(load).toThrow(InvalidSettings);
    expect(load).toThrow(`no metric "${id}"`);
  });

  it('what judges reads nothing of notes', () => {
    for (const folder of ['src/progression', 'src/rules', 'src/audit']) {
      for (const name of readdirSync(join(ROOT, folder))) {
        expect([name, readFileSync(join(ROOT, folder, name), 'utf8').includes('metrics/notes')]).toEqual([name, false]);
      }
    }
  });

  it('verdicts are the same whether notes are taken or not, and tell nothing of them', async () => {
    const rows = Object.values(HABITS).flatMap(({ ann, others }) => deskOf(60, ann, others));
    const uses = metricUses(rules);
    const taker = new NoteTaker({ view: viewOf(NOTE_WEEKS, ABOUT), model: MODEL });
    const judged = async (...onlookers: NoteTaker[]) => {
      const { measurements } = await measure(uses, [rows], OPTIONS, onlookers);
      return judge(rules.rules, measurements, { asOf: AS_OF, previous: new Map() });
    };
    const [with_, without] = [await judged(taker), await judged()];
    expect(taker.notes().some(({ subject }) => subject.id === agentNamed('ann'))).toBe(true);
    expect(with_).toEqual(without);
    const told = JSON.stringify(with_);
    for (const { id } of SIGNALS) expect(told).not.toContain(`"${id}"`);
  });
});
