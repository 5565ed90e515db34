import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { pluginFiles } from '../../../../build-plugins.ts';

const APP = join(import.meta.dirname, '../../../../connectors/servicenow/plugin/app');
const SCRIPT = join(APP, 'src/server/stepladder-signals.server.js');
const HOST = 'desk.example.com';

const built = (host = HOST) => pluginFiles(host).get('stepladder-servicenow-update-set.xml')!;

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** Throws where it is not well formed. */
function parsed(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser({ position: false });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = { name, attributes: attributes as Record<string, string>, children: [], text: '' };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    open.at(-1)!.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  return root.children[0]!;
}

const child = (element: Element, name: string) => element.children.find((one) => one.name === name)!;

/** Each record in it, by its columns. */
function records(): { table: string; fields: Record<string, string> }[] {
  const updates = parsed(built().toString()).children.filter(({ name }) => name === 'sys_update_xml');
  return updates.map((update) => {
    const record = parsed(child(update, 'payload').text).children[0]!;
    return { table: record.name, fields: Object.fromEntries(record.children.map(({ name, text }) => [name, text])) };
  });
}

const of = (table: string) => records().filter((record) => record.table === table);

describe('the update set', () => {
  it('is one set, and every update in it belongs to it', () => {
    const unload = parsed(built().toString());
    expect(unload.name).toBe('unload');
    const [set, ...updates] = unload.children;
    expect(set!.name).toBe('sys_remote_update_set');
    expect(child(set!, 'state').text).toBe('loaded');
    for (const update of updates) {
      expect(update.name).toBe('sys_update_xml');
      expect(child(update, 'remote_update_set').text).toBe(child(set!, 'sys_id').text);
    }
    const names = updates.map((update) => child(update, 'name').text);
    expect(new Set(names).size).toBe(names.length);
  });

  it('has a payload that names itself as its update does', () => {
    const updates = parsed(built().toString()).children.slice(1);
    expect(updates).toHaveLength(40);
    for (const update of updates) {
      const payload = parsed(child(update, 'payload').text);
      expect(payload.name).toBe('record_update');
      expect(payload.attributes['table']).toBe(payload.children[0]!.name);
      expect(child(payload.children[0]!, 'sys_update_name').text).toBe(child(update, 'name').text);
      expect(child(payload.children[0]!, 'sys_id').text).toMatch(/^[0-9a-f]{32}$/);
    }
  });

  it('carries the very script that is tested, letter for letter', () => {
    expect(of('sys_script_include').map(({ fields }) => fields['script'])).toEqual([readFileSync(SCRIPT, 'utf8')]);
  });

  it('stands on tickets, SLAs and surveys, after the fact', () => {
    const rules = of('sys_script').map(({ fields }) => fields);
    expect(new Set(rules.map((rule) => rule['when']))).toEqual(new Set(['async_always']));
    const on = (action: string) =>
      rules.filter((rule) => rule[`action_${action}`] === 'true').map((rule) => rule['collection']);
    const tickets = ['incident', 'sc_req_item', 'sc_task', 'problem', 'change_request'];
    expect(on('insert')).toEqual([...tickets, 'task_sla', 'asmt_assessment_instance']);
    expect(on('update')).toEqual([...tickets, 'task_sla', 'asmt_assessment_instance']);
    expect(on('delete')).toEqual(tickets);
    for (const rule of rules) {
      const call = rule['action_delete'] === 'true' ? 'deleted' : 'changed';
      expect(rule['script']).toBe(`new StepladderSignals().${call}(current);`);
    }
  });

  it('runs the job each minute', () => {
    expect(of('sysauto_script').map(({ fields }) => fields)).toMatchObject([
      { run_type: 'periodically', run_period: '1970-01-01 00:01:00', script: 'new StepladderSignals().drain();' },
    ]);
  });

  it('gives its role the rows of what is read, and closes no field to others', () => {
    const role = of('sys_user_role')[0]!.fields;
    const acls = of('sys_security_acl').map(({ fields }) => fields);
    expect(acls.map((acl) => [acl['name'], acl['operation']])).toEqual(
      [
        'sys_audit',
        'sys_journal_field',
        'task_sla',
        'asmt_assessment_instance',
        'asmt_metric_result',
        'asmt_metric',
      ].map((table) => [table, 'read']),
    );
    const granted = of('sys_security_acl_role').map(({ fields }) => fields);
    expect(granted.map((one) => one['sys_security_acl'])).toEqual(acls.map((acl) => acl['sys_id']));
    expect(new Set(granted.map((one) => one['sys_user_role']))).toEqual(new Set([role['sys_id']]));
  });

  it('holds no value of a property: neither address nor secret', () => {
    const properties = of('sys_properties').map(({ fields }) => fields);
    expect(properties.map((one) => [one['name'], one['type'], one['value']])).toEqual([
      ['x_stpl_sig.url', 'string', undefined],
      ['x_stpl_sig.key', 'password2', undefined],
      ['x_stpl_sig.enabled', 'boolean', undefined],
    ]);
    const text = built().toString();
    expect(/whsec_[A-Za-z0-9+/=]{16}/.test(text)).toBe(false);
    expect(text.includes(HOST)).toBe(false);
  });

  it('is the same, byte for byte, whenever and for whomever it is built', () => {
    expect(built().equals(built('other.example.com'))).toBe(true);
  });

  it('has the sys_ids that the SDK is told in keys.ts', () => {
    const keys = readFileSync(join(APP, 'src/fluent/generated/keys.ts'), 'utf8');
    const ids = records()
      .filter(({ table }) => table !== 'sys_app')
      .map(({ fields }) => fields['sys_id']!);
    expect(ids.filter((id) => !keys.includes(id))).toEqual([]);
  });
});

describe('the script', () => {
  it('is ES5, which older applications are held to', () => {
    const newer: string[] = [];
    const source = ts.createSourceFile(SCRIPT, readFileSync(SCRIPT, 'utf8'), ts.ScriptTarget.ES2022, true);
    const visit = (node: ts.Node): void => {
      if (isNewer(node)) newer.push(node.getText());
      node.forEachChild(visit);
    };
    visit(source);
    expect(newer).toEqual([]);
  });
});

const NEWER_KINDS = new Set([
  ts.SyntaxKind.ArrowFunction,
  ts.SyntaxKind.TemplateExpression,
  ts.SyntaxKind.NoSubstitutionTemplateLiteral,
  ts.SyntaxKind.ClassDeclaration,
  ts.SyntaxKind.ForOfStatement,
  ts.SyntaxKind.SpreadElement,
  ts.SyntaxKind.SpreadAssignment,
  ts.SyntaxKind.ShorthandPropertyAssignment,
  ts.SyntaxKind.MethodDeclaration,
  ts.SyntaxKind.ObjectBindingPattern,
  ts.SyntaxKind.ArrayBindingPattern,
  ts.SyntaxKind.ComputedPropertyName,
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.QuestionDotToken,
]);

/** A comma after the last argument is newer too, and formatters like to add one. */
function isNewer(node: ts.Node): boolean {
  if (ts.isVariableDeclarationList(node)) return (node.flags & ts.NodeFlags.BlockScoped) !== 0;
  if (ts.isCallExpression(node)) return node.arguments.hasTrailingComma === true;
  if (ts.isFunctionExpression(node)) return node.parameters.hasTrailingComma === true;
  return NEWER_KINDS.has(node.kind);
}
