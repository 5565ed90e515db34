import type { Connector } from '../../src/connector/connector.ts';
import { open } from './live/remote.ts';
import { normaliseFact } from './normalise.ts';
import { zendeskSource } from './settings.ts';
import { AUTOMATION } from './who.ts';

/** Zendesk Support: webhooks, and what was read through its REST API. */
export const zendesk: Connector = {
  id: 'zendesk',
  title: 'Zendesk',
  open,
  configure(source, settings) {
    const configured = zendeskSource(source, settings);
    return {
      source,
      neededColumns: ['resource', 'data'],
      bots: [AUTOMATION, ...configured.bots],
      normalise: (fact) => normaliseFact(configured, fact),
    };
  },
};
