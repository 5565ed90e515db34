import type { Connector } from '../../src/connector/connector.ts';
import { open } from './live/remote.ts';
import { normaliseJira } from './normalise.ts';
import { readSettings } from './settings.ts';

/** Jira Cloud, Jira Service Management and Jira Data Center. */
export const jira: Connector = {
  id: 'jira',
  title: 'Jira',
  configure(source, text) {
    const settings = readSettings(text);
    return {
      source,
      neededColumns: [],
      bots: settings.bots,
      normalise: (fact) => normaliseJira(source, settings, fact),
    };
  },
  open,
};
