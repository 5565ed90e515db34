import type { ClientRules } from '../connector/client.ts';
import type { Connector } from '../connector/connector.ts';
import { httpClient } from '../connector/http/http-client.ts';
import type { Remote } from '../connector/remote.ts';
import type { Instant } from '../domain/interval.ts';
import type { Source } from '../rules/sources-file.ts';
import { Unusable } from '../settings/unusable.ts';

/** A source that can be asked. */
export interface OpenSource {
  readonly id: string;
  readonly remote: Remote;
  /** Gives up whatever is being asked of it. */
  readonly close?: () => void;
}

export interface Opening {
  readonly connectors: readonly Connector[];
  /** Of a source, what it is signed in to with. Throws Misconfigured where it is not given. */
  readonly credentialOf: (source: string) => string;
  readonly now: () => Instant;
}

/** Null: it is not read. Nothing is asked yet. Throws Unusable for one whose connector only understands what is sent. */
export function openSource(
  { id, connector: name, reading }: Source,
  { connectors, credentialOf, now }: Opening,
): OpenSource | null {
  if (reading === null) return null;
  const open = connectors.find((one) => one.id === name)?.open;
  if (open === undefined) {
    throw new Unusable(`Nothing can be read by the connector ${name} of ${id}. Take its read out of sources.yaml.`);
  }
  const credential = credentialOf(id);
  const closed = new AbortController();
  const clientBy = (rules: ClientRules) => httpClient(rules, credential, closed.signal);
  return { id, remote: open({ from: reading, clientBy, now }), close: () => closed.abort() };
}
