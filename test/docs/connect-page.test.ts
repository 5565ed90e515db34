import { describe, expect, it } from 'vitest';
import { CONNECTORS } from '../../connectors/index.ts';
import { openSource } from '../../src/reading/open-sources.ts';
import { loadRules } from '../../src/rules/load-rules.ts';
import { INSTRUMENT_NAMES } from '../../src/telemetry/instrument-list.ts';
import { smallDesk } from '../rules/small-desk.ts';
import { blocksOf, pageText } from './pages.ts';

const page = pageText('docs/connect.md');
const yaml = blocksOf(page).find(({ language }) => language === 'yaml')?.text ?? '';
const { sources } = loadRules({ ...smallDesk, 'sources.yaml': yaml });

describe('docs/connect.md', () => {
  it('shows one source of each vendor that can be opened as it is written', () => {
    expect(sources.map(({ connector }) => connector)).toEqual(['zendesk', 'jira', 'servicenow']);
    for (const source of sources) {
      const opened = openSource(source, { connectors: CONNECTORS, credentialOf: () => 'a secret', now: () => 0 });
      expect(opened?.remote.streams[0]?.name).toBe('tickets');
      expect(opened?.remote.byHand('https://desk.example/webhooks/x').length).toBeGreaterThan(2);
    }
  });

  it.each(['zendesk', 'jira', 'servicenow'])(
    'takes for %s the ways to sign in that it lists, and no other',
    (vendor) => {
      const column = { zendesk: 2, jira: 3, servicenow: 4 }[vendor] ?? 0;
      const rows = [...page.matchAll(/^\| `[a-z][a-z-]+` \|.*$/gm)].map(([line]) => line.split('|'));
      const listed = rows.filter((cells) => cells[column]?.trim() !== '').map((cells) => cells[1]?.trim().slice(1, -1));
      const url =
        {
          zendesk: 'https://a.zendesk.com',
          jira: 'https://jira.acme.example',
          servicenow: 'https://a.service-now.com',
        }[vendor] ?? '';
      const kinds = ['client-credentials', 'api-token', 'basic', 'bearer', 'api-key'];
      const taken = kinds.filter((kind) => {
        const signIn =
          { 'client-credentials': { client_id: 'x' }, 'api-token': { user: 'u' }, basic: { user: 'u' } }[kind] ?? {};
        const text = JSON.stringify({ a: { connector: vendor, read: { url, sign_in: { kind, ...signIn } } } });
        const [source] = loadRules({ ...smallDesk, 'sources.yaml': text }).sources;
        try {
          const opened =
            source && openSource(source, { connectors: CONNECTORS, credentialOf: () => 'x', now: () => 0 });
          return opened !== null;
        } catch {
          return false;
        }
      });
      expect(taken.sort()).toEqual(listed.sort());
    },
  );

  it('names instruments that there are', () => {
    const named = [...page.matchAll(/`(stepladder_\w+)\*`/g)].map(([, prefix = '']) => prefix);
    expect(named).not.toEqual([]);
    for (const prefix of named) expect(INSTRUMENT_NAMES.filter((name) => name.startsWith(prefix))).not.toEqual([]);
  });
});
