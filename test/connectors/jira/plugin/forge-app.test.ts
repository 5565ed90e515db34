import { createElement, type FunctionComponent, type ReactNode, useCallback, useEffect, useState } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { pluginFiles } from '../../../../build-plugins.ts';
import { forgeManifestSchema } from '../../../../connectors/jira/plugin/manifest.ts';
import { type PanelView, panelView } from '../../../../connectors/zendesk/plugin/panel-view.ts';
import { clocks, ticket } from '../../../e2e/fixture-clocks.ts';

const built = (path: string) => String(pluginFiles('desk.example.com').get(`stepladder-jira/${path}`));
const rules = { version: '1', rules: [] };
const view = panelView(ticket, clocks, rules);

/** A file of the app, run with what Forge would give it; `names` come back. */
function run<T>(path: string, given: Readonly<Record<string, unknown>>, names: string): T {
  const { outputText } = ts.transpileModule(
    built(path)
      .replace(/^import [^;]*;$/gm, '')
      .replace(/^export /gm, ''),
    { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, jsx: ts.JsxEmit.React } },
  );
  return new Function(...Object.keys(given), `${outputText}\nreturn { ${names} };`)(...Object.values(given)) as T;
}

class Resolver {
  define() {}
  getDefinitions() {}
}

interface Answered {
  readonly status: number;
  readonly type?: string;
  readonly body?: unknown;
}

type PanelOf = (context: unknown, variables: object) => Promise<{ problem?: string; view?: PanelView }>;

describe('the resolver', () => {
  const asked: [string, string][] = [];
  const panelOf = (answer: (path: string) => Answered) => {
    asked.length = 0;
    const fetch = async (url: string, { headers }: { headers: { Authorization: string } }) => {
      asked.push([url, headers.Authorization]);
      const { status, type = 'application/json', body } = answer(url.replace('https://desk.example.com/api/v1', ''));
      return { status, ok: status < 300, headers: new Headers({ 'content-type': type }), json: async () => body };
    };
    const ADDRESS = 'https://desk.example.com';
    return run<{ panelOf: PanelOf }>('src/index.js', { fetch, Resolver, ADDRESS, panelView, process }, 'panelOf')
      .panelOf;
  };
  const context = { extension: { issue: { id: '10001', key: 'ITSM-1' } } };
  const variables = { STEPLADDER_TOKEN: 'secret', STEPLADDER_SOURCE: 'jsm' };
  const knows = (path: string): Answered => {
    if (path === '/tickets/jsm%3A10001') return { status: 200, body: ticket };
    if (path === '/tickets/jsm%3A10001/clocks') return { status: 200, body: clocks };
    return path === '/rules' ? { status: 200, body: rules } : { status: 404 };
  };

  it('reads the issue that is open, with the token, and gives on what the panel shows', async () => {
    expect(await panelOf(knows)(context, variables)).toEqual({ view });
    expect(asked).toHaveLength(3);
    expect(new Set(asked.map(([, authorization]) => authorization))).toEqual(new Set(['Bearer secret']));
  });

  it('gives on neither the token nor who is to blame for what', async () => {
    const answer = JSON.stringify(await panelOf(knows)(context, variables));
    expect(answer).not.toContain('secret');
    expect(answer).not.toContain('byBudgetExcess');
    expect(answer).not.toContain('holderId');
  });

  it.each<[string, Answered, object, string]>([
    ['the issue is not known', { status: 404 }, variables, 'unknown'],
    ['the token is wrong', { status: 401 }, variables, 'token'],
    ['there is no token', { status: 200 }, {}, 'token'],
    ['the service is down', { status: 503 }, variables, 'down'],
    ['the service is busy', { status: 429 }, variables, 'down'],
    ['something else answers', { status: 200, type: 'text/html' }, variables, 'elsewhere'],
    ['something else has no such page', { status: 404, type: 'text/html' }, variables, 'elsewhere'],
  ])('tells when %s', async (_what, answer, given, problem) => {
    expect(await panelOf(() => answer)(context, given)).toMatchObject({ problem });
  });

  it('takes a network that fails for a service that is down', async () => {
    const failing = () => {
      throw new TypeError('fetch failed');
    };
    expect(await panelOf(failing)(context, variables)).toMatchObject({ problem: 'down' });
  });
});

describe('the panel', () => {
  const names = 'Button Heading Inline Lozenge ProgressBar SectionMessage Spinner Stack Strong Text'.split(' ');
  /** Atlassian's components as bare elements with their properties on them. */
  const components = names.map((name) => [
    name,
    ({ children, title }: { children?: ReactNode; title?: string }) =>
      createElement('div', { className: name, title }, children),
  ]);
  const given = {
    ...Object.fromEntries(components),
    React: { createElement, StrictMode: 'div' },
    ForgeReconciler: { render: () => {} },
    invoke: async () => null,
    useCallback,
    useEffect,
    useState,
  };
  const { View, Problem } = run<{
    View: FunctionComponent<{ view: PanelView }>;
    Problem: FunctionComponent<{ answer: object; again(): void }>;
  }>('src/panel.jsx', given, 'View, Problem');

  it('shows clocks, holders and the kind of work', () => {
    const shown = renderToStaticMarkup(createElement(View, { view }));
    for (const text of ['Resolution 1', 'Missed', 'Amara Okafor', 'VPN and remote access', view.asOf]) {
      expect(shown).toContain(text);
    }
  });

  it.each(['unknown', 'token', 'elsewhere', 'down', 'never heard of'])('says what to do about "%s"', (problem) => {
    const answer = { problem, issue: '10001', source: 'jsm' };
    const shown = renderToStaticMarkup(createElement(Problem, { answer, again: () => {} }));
    expect(shown).toContain('title="');
    expect(shown).toContain('Try again');
  });
});

describe('its manifest', () => {
  const manifest = () => parse(built('manifest.yml'));

  it('lets it call the desk it was built for and nobody else, and asks for no right', () => {
    const { remotes, permissions } = forgeManifestSchema.parse(manifest());
    expect(remotes.map(({ baseUrl }) => baseUrl)).toEqual(['https://desk.example.com']);
    expect(permissions.scopes).toEqual([]);
    expect(built('src/address.js')).toContain("'https://desk.example.com'");
  });

  it.each([
    ['an unknown module', ['modules', 'jira:issueGlance'], []],
    ['a scope', ['permissions', 'scopes'], ['write:jira-work']],
    ['another address', ['permissions', 'external', 'fetch', 'backend'], [{ remote: 'other' }]],
    ['a resource it lacks', ['resources'], []],
  ])('is refused with %s', (_what, path, value) => {
    const changed = parse(stringify(manifest()));
    path.slice(0, -1).reduce((at, name) => at[name], changed)[path.at(-1)!] = value;
    expect(forgeManifestSchema.safeParse(changed).success).toBe(false);
  });
});
