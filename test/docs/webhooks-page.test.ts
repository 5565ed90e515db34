import { describe, expect, it } from 'vitest';
import { loadRules } from '../../src/rules/load-rules.ts';
import { smallDesk } from '../rules/small-desk.ts';
import { blocksOf, pageText } from './pages.ts';

const page = pageText('docs/webhooks.md');
const kindsOf = (text: string) => [...text.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, kind]) => kind);

describe('docs/webhooks.md', () => {
  const blocks = blocksOf(page).filter(({ language }) => language === 'yaml');

  it('shows sources that the program takes', () => {
    const read = blocks.map(({ text }) =>
      loadRules({ ...smallDesk, 'sources.yaml': text }).sources.map(({ id }) => id),
    );
    expect(read).toEqual([['helpdesk'], ['billing'], ['gateway', 'plant']]);
  });

  it('lists every way to know a sender, and no other', () => {
    const problem = (() => {
      try {
        loadRules({ ...smallDesk, 'sources.yaml': 'a: { connector: x, verify: { kind: trust } }' });
      } catch (error) {
        return String(error);
      }
      return '';
    })();
    const kinds = /kind: ([a-z |-]+) \}/.exec(problem)?.[1]?.split(' | ');
    expect(kindsOf(page).sort()).toEqual(kinds?.sort());
  });
});
