import { type App, type PlatformRecord, sysIdOf } from './platform-records.ts';

/** Fixed, so that the same sources give the same bytes. */
const WRITTEN = '2026-01-01 00:00:00';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (letter) => ENTITIES[letter] ?? letter);

const element = (name: string, value: string | number | boolean): string =>
  value === '' ? `<${name}/>` : `<${name}>${escaped(String(value))}</${name}>`;

/** What "Import Update Set from XML" takes: one set, and each record as text within it. */
export function updateSetXml(app: App, records: readonly PlatformRecord[]): string {
  const setId = sysIdOf(app, 'sys_remote_update_set', app.version);
  const application = `<application display_value="${escaped(app.name)}">${app.scopeId}</application>`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<unload unload_date="${WRITTEN}">`,
    '<sys_remote_update_set action="INSERT_OR_UPDATE">',
    element('sys_id', setId),
    element('name', `${app.name} ${app.version}`),
    element('description', 'Tells Stepladder which ticket has changed. Carries no address and no secret.'),
    application,
    element('application_name', app.name),
    element('application_scope', app.scope),
    element('application_version', app.version),
    element('state', 'loaded'),
    element('remote_sys_id', sysIdOf(app, 'sys_update_set', app.version)),
    element('origin_sys_id', ''),
    element('sys_class_name', 'sys_remote_update_set'),
    element('update_set', ''),
    element('update_source', ''),
    '</sys_remote_update_set>',
    ...records.map((record) => updateXml(app, setId, application, record)),
    '</unload>',
    '',
  ].join('\n');
}

function updateXml(app: App, setId: string, application: string, record: PlatformRecord): string {
  const id = sysIdOf(app, 'sys_update_xml', `${app.version}/${record.updateName}`);
  return [
    '<sys_update_xml action="INSERT_OR_UPDATE">',
    element('sys_id', id),
    element('action', 'INSERT_OR_UPDATE'),
    element('name', record.updateName),
    element('type', record.type),
    element('target_name', record.title),
    element('category', 'customer'),
    element('table', record.table === 'sys_dictionary' ? (record.attributes?.['table'] ?? '') : ''),
    application,
    `<remote_update_set display_value="${escaped(`${app.name} ${app.version}`)}">${setId}</remote_update_set>`,
    element('replace_on_upgrade', false),
    element('update_domain', 'global'),
    element('update_guid', id),
    element('payload', payloadXml(app, record)),
    '</sys_update_xml>',
  ].join('\n');
}

function payloadXml(app: App, { table, sysId, updateName, title, fields, attributes }: PlatformRecord): string {
  const named = Object.entries(attributes ?? {}).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  const rows = Object.entries({
    ...fields,
    sys_id: sysId,
    sys_name: title,
    sys_update_name: updateName,
    sys_class_name: table,
  })
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => element(name, value));
  const inScope = ['sys_package', 'sys_scope'].map(
    (name) => `<${name} display_value="${escaped(app.name)}" source="${app.scope}">${app.scopeId}</${name}>`,
  );
  const row = [...rows, ...inScope].join('');
  return `<?xml version="1.0" encoding="UTF-8"?><record_update table="${table}"><${table} action="INSERT_OR_UPDATE"${named.join('')}>${row}</${table}></record_update>`;
}
