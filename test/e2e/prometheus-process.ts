import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const DEPLOYED = join(import.meta.dirname, '../../deploy/prometheus');

/** Why tests with Prometheus cannot run here; null: they can. */
export function whyNoPrometheus(): string | null {
  const missing = ['prometheus', 'promtool'].filter((name) => spawnSync(name, ['--version']).status !== 0);
  return missing.length === 0 ? null : `${missing.join(' and ')} not on the PATH: install the package prometheus`;
}

interface Promtool {
  readonly ok: boolean;
  readonly said: string;
}

export function promtool(args: readonly string[], input = ''): Promtool {
  const { status, stdout, stderr } = spawnSync('promtool', args, { cwd: DEPLOYED, input, encoding: 'utf8' });
  return { ok: status === 0, said: stdout + stderr };
}

export interface Prometheus {
  /** GET of /api/v1/...; throws unless Prometheus says success, without a warning. */
  get(path: string, parameters?: Readonly<Record<string, string>>): Promise<unknown>;
  stop(): Promise<void>;
}

/** A real Prometheus, on the deployed configuration pointed at `target` (host:port), each second, with a token. */
export async function startPrometheus(target: string, token: string): Promise<Prometheus> {
  const folder = mkdtempSync(join(tmpdir(), 'stepladder-prometheus-'));
  writeFileSync(join(folder, 'stepladder.token'), token);
  writeFileSync(join(folder, 'alerts.yml'), readFileSync(join(DEPLOYED, 'alerts.yml')));
  writeFileSync(join(folder, 'prometheus.yml'), configFor(target, join(folder, 'stepladder.token')));
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn('prometheus', [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    `--web.listen-address=${address}`,
    '--log.level=warn',
  ]);
  const log: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => log.push(chunk.toString()));
  const killed = () => child.kill('SIGKILL');
  process.once('exit', killed);
  const stop = async () => {
    await ended(child);
    process.removeListener('exit', killed);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await until('Prometheus is ready', async () => {
      if (child.exitCode !== null) throw new Error(`Prometheus ended: ${log.join('')}`);
      return (await fetch(`http://${address}/-/ready`).catch(() => null))?.ok === true;
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { get: (path, parameters = {}) => get(`http://${address}/api/v1/${path}`, parameters), stop };
}

/** The deployed file, with its commented token put in force. */
function configFor(target: string, tokenFile: string): string {
  const deployed = readFileSync(join(DEPLOYED, 'prometheus.yml'), 'utf8');
  const changes: [RegExp, string][] = [
    [/stepladder:8080/, target],
    [/_interval: \w+/g, '_interval: 1s'],
    [/# (authorization:| {2}type: Bearer| {2}credentials_file: )/g, '$1'],
    [/\S+stepladder\.token/, tokenFile],
  ];
  return changes.reduce((text, [from, to]) => {
    if (text.search(from) < 0) throw new Error(`prometheus.yml has nothing like ${from}: change this test with it`);
    return text.replace(from, to);
  }, deployed);
}

async function get(url: string, parameters: Readonly<Record<string, string>>): Promise<unknown> {
  const response = await fetch(`${url}?${new URLSearchParams(parameters)}`);
  const answer = (await response.json()) as { status: string; error?: string; warnings?: string[]; data: unknown };
  if (answer.status !== 'success' || answer.warnings !== undefined) {
    throw new Error(`${JSON.stringify(parameters)}: ${answer.error ?? answer.warnings?.join()}`);
  }
  return answer.data;
}

export async function until(what: string, isSo: () => Promise<boolean>, seconds = 60): Promise<void> {
  for (const deadline = performance.now() + seconds * 1_000; !(await isSo()); ) {
    if (performance.now() > deadline) throw new Error(`not so after ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const impatience = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await gone;
  clearTimeout(impatience);
}
