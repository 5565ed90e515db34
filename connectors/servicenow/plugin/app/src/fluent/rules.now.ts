import '@servicenow/sdk/global';
import { BusinessRule } from '@servicenow/sdk/core';

// Asynchronous: nobody waits for Stepladder, and it is the only kind with a script that may stand on others' tables.
BusinessRule({
  $id: Now.ID['changed-incident'],
  name: 'Stepladder: incident changed',
  table: 'incident',
  when: 'async',
  action: ['insert', 'update'],
  order: 1000,
  active: true,
  script: 'new StepladderSignals().changed(current);',
});
BusinessRule({
  $id: Now.ID['deleted-incident'],
  name: 'Stepladder: incident deleted',
  table: 'incident',
  when: 'async',
  action: ['delete'],
  order: 1000,
  active: true,
  script: 'new StepladderSignals().deleted(current);',
});
BusinessRule({
  $id: Now.ID['changed-sc-req-item'],
  name: 'Stepladder: sc_req_item changed',
  table: 'sc_req_item',
  when: 'async',
  action: ['insert', 'update'],
  order: 1000,
  active: true,
  script: 'new StepladderSignals().changed(current);',
});
BusinessRule({
  $id: Now.ID['deleted-sc-req-item'],
  name: 'Stepladder: sc_req_item deleted',
  table: 'sc_req_item',
  when: 'async',
  action: ['delete'],
  order: 1000,
  active: true,
  script: 'new StepladderSignals().deleted(current);',
});
BusinessRule({
  $id: Now.ID['changed-sc-task'],
  name: 'Stepladder: sc_task changed',
  table: 'sc_task',
  when: 'async',
  action: ['insert', 'update'],
  order: 1000,
  active: true,
  script: 'new StepladderSignals().changed(current);',
});
BusinessRule({
  $id: Now.ID['deleted-sc-task'],
  name: 'Stepladder: sc_task deleted',
  table: 'sc_task',
  when: 'async',
  action: ['delete'],
  order: 1000,
  active: true,
  script: 'new StepladderSignals().deleted(current);',
});
BusinessRule({
  $id: Now.ID['changed-problem'],
  name: 'Stepladder: problem changed',
  table: 'problem',
  when: 'async',
  action: ['insert', 'update'],
  order: 1000,
  active: true,
  script: 'new StepladderSignals().changed(current);',
});
BusinessRule({
  $id: Now.ID['deleted-problem'],
  name: 'Stepladder: problem deleted',
  table: 'problem',
  when: 'async',
  action: ['delete'],
  order: 1000,
  active: true,
  script: 'new StepladderSignals().deleted(current);',
});
BusinessRule({
  $id: Now.ID['changed-change-request'],
  name: 'Stepladder: change_request changed',
  table: 'change_request',
  when: 'async',
  action: ['insert', 'update'],
  order: 1000,
  active: true,
  script: 'new StepladderSignals().changed(current);',
});
BusinessRule({
  $id: Now.ID['deleted-change-request'],
  name: 'Stepladder: change_request deleted',
  table: 'change_request',
  when: 'async',
  action: ['delete'],
  order: 1000,
  active: true,
  script: 'new StepladderSignals().deleted(current);',
});
BusinessRule({
  $id: Now.ID['attached-task-sla'],
  name: 'Stepladder: task_sla attached',
  table: 'task_sla',
  when: 'async',
  action: ['insert'],
  order: 1000,
  active: true,
  script: 'new StepladderSignals().changed(current);',
});
// Not each refresh of the counters, of which there is one a minute near a breach.
BusinessRule({
  $id: Now.ID['changed-task-sla'],
  name: 'Stepladder: task_sla changed',
  table: 'task_sla',
  when: 'async',
  action: ['update'],
  filterCondition: 'stageVALCHANGES^ORhas_breachedVALCHANGES^ORplanned_end_timeVALCHANGES',
  order: 1000,
  active: true,
  script: 'new StepladderSignals().changed(current);',
});
BusinessRule({
  $id: Now.ID['answered-survey'],
  name: 'Stepladder: survey answered',
  table: 'asmt_assessment_instance',
  when: 'async',
  action: ['insert', 'update'],
  filterCondition: 'state=complete',
  order: 1000,
  active: true,
  script: 'new StepladderSignals().changed(current);',
});
