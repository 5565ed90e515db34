import type { Connector } from '../../src/connector/connector.ts';
import { open } from './live/remote.ts';
import { normaliseDelivery } from './normalise.ts';
import { readSettings } from './settings.ts';

/** ServiceNow: records of tables that extend `task`, with their history, journal, SLAs, surveys and people. */
export const serviceNow: Connector = {
  id: 'servicenow',
  title: 'ServiceNow',
  configure(source, settings) {
    const desk = readSettings(source, settings);
    return {
      source,
      neededColumns: [],
      // A name in the settings is a login or a sys_id: as both it harms nobody.
      bots: desk.bots.flatMap((name) => [name, `login/${name}`]),
      normalise: (fact) => normaliseDelivery(desk, fact),
    };
  },
  open,
};
