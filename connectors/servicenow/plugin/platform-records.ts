import { createHash } from 'node:crypto';
import type { Declared } from './fluent.ts';

/** A row of one of ServiceNow's own tables, of which an application is made. */
export interface PlatformRecord {
  readonly table: string;
  readonly sysId: string;
  /** What the platform calls it among its updates. */
  readonly updateName: string;
  readonly type: string;
  readonly title: string;
  /** By column. Columns that are absent stay as they are. */
  readonly fields: Readonly<Record<string, string | number | boolean>>;
  /** Attributes of the row's element: the platform finds columns by them, not by sys_id. */
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface App {
  readonly scope: string;
  readonly scopeId: string;
  readonly name: string;
  readonly version: string;
}

/** The same on every desk and in every build; keys.ts has the same ones, so both ways of installing agree. */
export const sysIdOf = (app: App, table: string, key: string): string =>
  createHash('md5').update(`${app.scope}/${table}/${key}`).digest('hex');

export function platformRecords(app: App, declared: readonly Declared[]): PlatformRecord[] {
  return [application(app), ...declared.flatMap(({ kind, config }) => recordsOf(app, kind, config))];
}

type Config = Declared['config'];

function recordsOf(app: App, kind: string, config: Config): PlatformRecord[] {
  switch (kind) {
    case 'Acl':
      return access(app, config);
    case 'BusinessRule':
      return [rule(app, config)];
    case 'Property':
      return [property(app, config)];
    case 'Role':
      return [role(app, config)];
    case 'ScheduledScript':
      return [job(app, config)];
    case 'ScriptInclude':
      return [library(app, config)];
    case 'Table':
      return table(app, config);
    default:
      throw new Error(`${kind} of the Fluent sources has no form in an update set yet. Add it to platform-records.ts.`);
  }
}

const text = (config: Config, key: string): string => {
  const value = config[key];
  return value === undefined ? '' : String(value);
};

function record(app: App, table: string, key: string, type: string, title: string, fields: PlatformRecord['fields']) {
  const sysId = sysIdOf(app, table, key);
  return { table, sysId, updateName: `${table}_${sysId}`, type, title, fields };
}

function application({ scope, scopeId, name, version }: App): PlatformRecord {
  const fields = { name, scope, source: scope, version, active: true, licensable: false, private: false };
  return {
    table: 'sys_app',
    sysId: scopeId,
    updateName: `sys_app_${scopeId}`,
    type: 'Custom Application',
    title: name,
    fields,
  };
}

function rule(app: App, config: Config): PlatformRecord {
  const actions = config['action'] as readonly string[];
  return record(app, 'sys_script', text(config, '$id'), 'Business Rule', text(config, 'name'), {
    name: text(config, 'name'),
    collection: text(config, 'table'),
    // The platform's word; `async` alone is its older kind, which waits for a job of its own.
    when: text(config, 'when') === 'async' ? 'async_always' : text(config, 'when'),
    action_insert: actions.includes('insert'),
    action_update: actions.includes('update'),
    action_delete: actions.includes('delete'),
    action_query: false,
    filter_condition: text(config, 'filterCondition'),
    order: text(config, 'order'),
    active: true,
    advanced: true,
    script: text(config, 'script'),
  });
}

function library(app: App, config: Config): PlatformRecord {
  const name = text(config, 'name');
  return record(app, 'sys_script_include', text(config, '$id'), 'Script Include', name, {
    name,
    api_name: `${app.scope}.${name}`,
    description: text(config, 'description'),
    access: text(config, 'accessibleFrom'),
    active: true,
    client_callable: false,
    script: text(config, 'script'),
  });
}

/** Without a value: an import must not undo what an administrator has entered. */
function property(app: App, config: Config): PlatformRecord {
  const name = text(config, 'name');
  const roles = config['roles'] as { readonly read: readonly string[]; readonly write: readonly string[] };
  return record(app, 'sys_properties', text(config, '$id'), 'System Property', name, {
    name,
    suffix: name.slice(app.scope.length + 1),
    type: text(config, 'type'),
    description: text(config, 'description'),
    is_private: false,
    read_roles: roles.read.join(','),
    write_roles: roles.write.join(','),
  });
}

function job(app: App, config: Config): PlatformRecord {
  const { minutes } = config['executionInterval'] as { readonly minutes: number };
  return record(app, 'sysauto_script', text(config, '$id'), 'Scheduled Script Execution', text(config, 'name'), {
    name: text(config, 'name'),
    active: true,
    run_type: text(config, 'frequency'),
    // A length of time is written as an instant after the epoch.
    run_period: `1970-01-01 00:${String(minutes).padStart(2, '0')}:00`,
    run_start: text(config, 'executionStart'),
    script: text(config, 'script'),
  });
}

function role(app: App, config: Config): PlatformRecord {
  const name = text(config, 'name');
  const fields = {
    name,
    suffix: name.slice(app.scope.length + 1),
    description: text(config, 'description'),
    grantable: true,
  };
  return record(app, 'sys_user_role', name, 'Role', name, fields);
}

function access(app: App, config: Config): PlatformRecord[] {
  const key = text(config, '$id');
  const name = text(config, 'table');
  const rule = record(app, 'sys_security_acl', key, 'Access Control', name, {
    name,
    type: text(config, 'type'),
    operation: text(config, 'operation'),
    decision_type: text(config, 'decisionType'),
    admin_overrides: true,
    active: true,
  });
  const roles = (config['roles'] as readonly { readonly name: string }[]).map((of) =>
    record(app, 'sys_security_acl_role', key, 'Access Roles', `${name}.${of.name}`, {
      sys_security_acl: rule.sysId,
      sys_user_role: sysIdOf(app, 'sys_user_role', of.name),
    }),
  );
  return [rule, ...roles];
}

type Column = {
  readonly type: string;
  readonly label: string;
  readonly maxLength?: number;
  readonly mandatory?: boolean;
};

function table(app: App, config: Config): PlatformRecord[] {
  const name = text(config, 'name');
  const label = text(config, 'label');
  const columns = Object.entries(config['schema'] as Readonly<Record<string, Column>>);
  return [
    record(app, 'sys_db_object', name, 'Table', label, {
      name,
      label,
      access: text(config, 'accessibleFrom'),
      ws_access: false,
      read_access: true,
      create_access: false,
      update_access: false,
      delete_access: false,
      is_extendable: false,
    }),
    column(app, name, null, label, { internal_type: 'collection' }),
    ...columns.map(([element, { type, label: called, maxLength, mandatory }]) =>
      column(app, name, element, called, {
        element,
        column_label: called,
        internal_type: type,
        max_length: maxLength ?? 40,
        mandatory: mandatory === true,
      }),
    ),
  ];
}

/** Null: the table itself. */
function column(app: App, name: string, element: string | null, title: string, fields: PlatformRecord['fields']) {
  return {
    ...record(app, 'sys_dictionary', `${name}.${element ?? 'NULL'}`, 'Dictionary', title, {
      name,
      active: true,
      ...fields,
    }),
    updateName: `sys_dictionary_${name}_${element ?? 'null'}`,
    attributes: { element: element ?? '', table: name },
  };
}
