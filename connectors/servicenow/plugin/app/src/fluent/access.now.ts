import '@servicenow/sdk/global';
import { Acl, Role } from '@servicenow/sdk/core';

const integration = Role({
  name: 'x_stpl_sig.integration',
  description: 'Reads history, comments, SLA results and surveys for Stepladder. For its account alone',
});

// Rows only: a rule on the fields of a table that had none would close them to everybody else.
Acl({
  $id: Now.ID['read-sys-audit'],
  type: 'record',
  table: 'sys_audit',
  operation: 'read',
  decisionType: 'allow',
  adminOverrides: true,
  active: true,
  roles: [integration],
});
Acl({
  $id: Now.ID['read-sys-journal-field'],
  type: 'record',
  table: 'sys_journal_field',
  operation: 'read',
  decisionType: 'allow',
  adminOverrides: true,
  active: true,
  roles: [integration],
});
Acl({
  $id: Now.ID['read-task-sla'],
  type: 'record',
  table: 'task_sla',
  operation: 'read',
  decisionType: 'allow',
  adminOverrides: true,
  active: true,
  roles: [integration],
});
Acl({
  $id: Now.ID['read-asmt-assessment-instance'],
  type: 'record',
  table: 'asmt_assessment_instance',
  operation: 'read',
  decisionType: 'allow',
  adminOverrides: true,
  active: true,
  roles: [integration],
});
Acl({
  $id: Now.ID['read-asmt-metric-result'],
  type: 'record',
  table: 'asmt_metric_result',
  operation: 'read',
  decisionType: 'allow',
  adminOverrides: true,
  active: true,
  roles: [integration],
});
Acl({
  $id: Now.ID['read-asmt-metric'],
  type: 'record',
  table: 'asmt_metric',
  operation: 'read',
  decisionType: 'allow',
  adminOverrides: true,
  active: true,
  roles: [integration],
});
