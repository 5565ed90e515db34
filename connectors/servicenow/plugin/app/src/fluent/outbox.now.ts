import '@servicenow/sdk/global';
import {
  DateTimeColumn,
  IntegerColumn,
  ScheduledScript,
  ScriptInclude,
  StringColumn,
  Table,
} from '@servicenow/sdk/core';

export const x_stpl_sig_outbox = Table({
  name: 'x_stpl_sig_outbox',
  label: 'Stepladder Outbox',
  accessibleFrom: 'package_private',
  allowWebServiceAccess: false,
  schema: {
    event_id: StringColumn({ label: 'Event id', maxLength: 100, mandatory: true }),
    body: StringColumn({ label: 'Body', maxLength: 1000, mandatory: true }),
    attempts: IntegerColumn({ label: 'Attempts' }),
    next_at: DateTimeColumn({ label: 'Next attempt' }),
    last_status: IntegerColumn({ label: 'Last status' }),
    last_error: StringColumn({ label: 'Last error', maxLength: 200 }),
  },
});

ScriptInclude({
  $id: Now.ID['stepladder-signals'],
  name: 'StepladderSignals',
  description: 'Rings at Stepladder when a ticket has changed',
  accessibleFrom: 'package_private',
  active: true,
  script: Now.include('../server/stepladder-signals.server.js'),
});

ScheduledScript({
  $id: Now.ID['drain-outbox'],
  name: 'Stepladder: send again what is due',
  active: true,
  frequency: 'periodically',
  executionInterval: { minutes: 1 },
  executionStart: '2026-01-01 00:00:00',
  script: 'new StepladderSignals().drain();',
});
