import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';

const SCRIPT = join(
  import.meta.dirname,
  '../../../../connectors/servicenow/plugin/app/src/server/stepladder-signals.server.js',
);

/** As the script handed it to RESTMessageV2. */
export interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

type Row = Record<string, string>;

/** What of an instance the script touches, and nothing more. Time stands still but for `now`. */
export interface Instance {
  now: number;
  readonly properties: Map<string, string>;
  readonly outbox: Row[];
  readonly sent: Sent[];
  readonly logged: string[];
  /** What is answered to each request; throwing is a network that fails. */
  answer: (sent: Sent) => Answer;
  changed(table: string, row: Row): void;
  deleted(table: string, row: Row): void;
  drain(): void;
}

/** ServiceNow's text of an instant, in UTC. */
const glideText = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

export function startInstance(now: number, properties: Readonly<Record<string, string>>): Instance {
  const instance: Instance = {
    now,
    properties: new Map(Object.entries(properties)),
    outbox: [],
    sent: [],
    logged: [],
    answer: () => ({ status: 202 }),
    changed: (table, row) => run('new StepladderSignals().changed(current)', table, row),
    deleted: (table, row) => run('new StepladderSignals().deleted(current)', table, row),
    drain: () => void runInContext('new StepladderSignals().drain()', context),
  };
  const context = createContext(platformOf(instance));
  runInContext(readFileSync(SCRIPT, 'utf8'), context, { filename: SCRIPT });
  const run = (script: string, table: string, row: Row) => {
    Object.assign(context, { current: currentOf(table, row) });
    runInContext(script, context);
  };
  return instance;
}

/** The row a business rule stands on: read only. */
const currentOf = (table: string, row: Row) => ({
  getTableName: () => table,
  getUniqueValue: () => row['sys_id'],
  getValue: (name: string) => row[name] ?? null,
});

function platformOf(instance: Instance): object {
  class GlideDateTime {
    private ms = instance.now;
    addSeconds(seconds: number) {
      this.ms += seconds * 1000;
    }
    getNumericValue = () => this.ms;
    toString = () => glideText(this.ms);
  }
  const log = (line: string) => void instance.logged.push(line);
  return {
    Class: { create: () => classOf() },
    GlideDateTime,
    GlideRecord: recordClass(instance),
    CertificateEncryption: class {
      /** The key comes as base64 and the result is base64; what is no base64 gives nothing. */
      generateMac(key: string, algorithm: string, text: string) {
        if (algorithm !== 'HmacSHA256' || !/^[A-Za-z0-9+/]+={0,2}$/.test(key)) return null;
        return createHmac('sha256', Buffer.from(key, 'base64')).update(text).digest('base64');
      }
    },
    sn_ws: { RESTMessageV2: requestClass(instance) },
    gs: {
      getProperty: (name: string) => instance.properties.get(name) ?? null,
      setProperty: (name: string, value: string) => void instance.properties.set(name, value),
      error: log,
      warn: log,
    },
  };
}

/** As Prototype's: `new` calls `initialize`. */
function classOf() {
  return function made(this: { initialize(...given: unknown[]): void }, ...given: unknown[]) {
    this.initialize(...given);
  };
}

function recordClass(instance: Instance) {
  return class GlideRecord {
    private row: Row = {};
    private found: Row[] = [];
    private readonly tests: ((row: Row) => boolean)[] = [];
    private order = '';
    private limit = Number.POSITIVE_INFINITY;

    constructor(table: string) {
      if (table !== 'x_stpl_sig_outbox') throw new Error(`The stand-in has no table ${table}.`);
    }
    initialize() {
      this.row = {};
    }
    setValue(name: string, value: unknown) {
      this.row[name] = String(value);
    }
    getValue(name: string) {
      return this.row[name] ?? null;
    }
    insert() {
      this.row['sys_id'] = `row-${instance.outbox.length}-${instance.now}`;
      this.row['sys_created_on'] = glideText(instance.now);
      instance.outbox.push(this.row);
      return this.row['sys_id'];
    }
    update() {
      return this.row['sys_id'];
    }
    deleteRecord() {
      const at = instance.outbox.indexOf(this.row);
      if (at >= 0) instance.outbox.splice(at, 1);
      return at >= 0;
    }
    addQuery(name: string, operator: '<=' | '<', value: unknown) {
      const bound = String(value);
      this.tests.push((row) => (operator === '<' ? (row[name] ?? '') < bound : (row[name] ?? '') <= bound));
    }
    orderBy(name: string) {
      this.order = name;
    }
    setLimit(limit: number) {
      this.limit = limit;
    }
    query() {
      const rows = instance.outbox.filter((row) => this.tests.every((test) => test(row)));
      const by = (row: Row) => row[this.order] ?? '';
      this.found = rows.sort((a, b) => by(a).localeCompare(by(b))).slice(0, this.limit);
    }
    next() {
      const row = this.found.shift();
      if (row !== undefined) this.row = row;
      return row !== undefined;
    }
  };
}

function requestClass(instance: Instance) {
  return class RESTMessageV2 {
    private readonly headers: Record<string, string> = {};
    private url = '';
    private method = '';
    private body = '';
    setEndpoint(url: string) {
      this.url = url;
    }
    setHttpMethod(method: string) {
      this.method = method;
    }
    setHttpTimeout(_ms: number) {}
    setRequestHeader(name: string, value: string) {
      this.headers[name.toLowerCase()] = value;
    }
    setRequestBody(body: string) {
      this.body = body;
    }
    execute() {
      const sent = { url: this.url, method: this.method, headers: this.headers, body: this.body };
      instance.sent.push(sent);
      const { status, headers = {} } = instance.answer(sent);
      return {
        getStatusCode: () => status,
        getHeader: (name: string) => headers[name] ?? null,
        getErrorMessage: () => '',
      };
    }
  };
}
