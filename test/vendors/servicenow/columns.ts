export interface Column {
  readonly name: string;
  readonly type: 'GUID' | 'string' | 'integer' | 'boolean' | 'glide_date_time' | 'glide_duration' | 'reference';
  /** The table a reference points into. */
  readonly reference: string;
}

const MARKS = { '#': 'integer', '?': 'boolean', '@': 'glide_date_time', '~': 'glide_duration' } as const;

/** `name` is a text, `name#` a number, `name?` a boolean, `name@` a time, `name~` a duration, `name>table` a reference. */
function columnOf(word: string): Column {
  const [name = '', reference = ''] = word.split('>');
  if (reference !== '') return { name, type: 'reference', reference };
  const mark = MARKS[name.at(-1) as keyof typeof MARKS];
  if (mark !== undefined) return { name: name.slice(0, -1), type: mark, reference: '' };
  return { name, type: name === 'sys_id' ? 'GUID' : 'string', reference: '' };
}

/** Of rows that are only added to; `UPDATED` of others besides. */
const ADDED = 'sys_id sys_created_by sys_created_on@';
const UPDATED = `${ADDED} sys_updated_by sys_updated_on@ sys_mod_count#`;
const DOMAIN = 'sys_domain>domain sys_domain_path';

const TASK = `${UPDATED} ${DOMAIN} active? activity_due@ additional_assignee_list approval approval_history approval_set@
  assigned_to>sys_user assignment_group>sys_user_group business_duration~ business_service>cmdb_ci_service
  calendar_duration~ close_notes closed_at@ closed_by>sys_user cmdb_ci>cmdb_ci comments comments_and_work_notes
  company>core_company contact_type contract>ast_contract correlation_display correlation_id
  delivery_plan>sc_cat_item_delivery_plan delivery_task>sc_cat_item_delivery_task description due_date@ escalation#
  expected_start@ follow_up@ group_list impact# knowledge? location>cmn_location made_sla? number opened_at@
  opened_by>sys_user order# parent>task priority# reassignment_count# rejection_goto>task route_reason
  service_offering>service_offering short_description sla_due@ state# sys_class_name task_effective_number
  universal_request>task upon_approval upon_reject urgency# user_input watch_list wf_activity>wf_activity work_end@
  work_notes work_notes_list work_start@`;
const INCIDENT = `business_impact business_stc# calendar_stc# caller_id>sys_user category cause caused_by>change_request
  child_incidents# close_code hold_reason# incident_state# notify# origin_id>incident origin_table
  parent_incident>incident problem_id>problem reopen_count# reopened_by>sys_user reopened_time@ resolved_at@
  resolved_by>sys_user rfc>change_request severity# subcategory`;

/** What a table has of its own; a child has its parent's columns besides. */
export const OWN_COLUMNS: Readonly<Record<string, string>> = {
  task: TASK,
  incident: INCIDENT,
  task_sla: `${UPDATED} active? business_duration~ business_pause_duration~ business_percentage# business_time_left~
    duration~ end_time@ has_breached? original_breach_time@ pause_duration~ pause_time@ percentage# planned_end_time@
    schedule>cmn_schedule sla>contract_sla stage start_time@ task>task time_left~ timezone`,
  contract_sla: `${UPDATED} active? name type target collection duration~ duration_type schedule>cmn_schedule
    schedule_source timezone timezone_source start_condition pause_condition stop_condition resume_condition
    reset_condition cancel_condition retroactive? retroactive_pause? workflow flow`,
  sys_audit: `${ADDED} documentkey fieldname internal_checkpoint newvalue oldvalue reason record_checkpoint# tablename user`,
  sys_audit_delete: `${UPDATED} documentkey display_value payload tablename`,
  sys_journal_field: `${ADDED} element element_id name value`,
  asmt_metric_type: `${UPDATED} active? evaluation_method name`,
  asmt_metric: `${UPDATED} active? datatype max# metric_type>asmt_metric_type min# name question scale`,
  asmt_condition: `${UPDATED} active? assessment_metric_type>asmt_metric_type condition table`,
  asmt_assessment_instance: `${UPDATED} due_date@ metric_type>asmt_metric_type number percent_answered# state taken_on@
    task_id>task trigger_id trigger_table user>sys_user`,
  asmt_assessment_instance_question: `${UPDATED} instance>asmt_assessment_instance is_hidden? metric>asmt_metric
    string_value value#`,
  asmt_metric_result: `${UPDATED} actual_value# instance>asmt_assessment_instance
    instance_question>asmt_assessment_instance_question is_default? metric>asmt_metric normalized_value# scaled_value#
    source_id source_table string_value user>sys_user`,
  asmt_category_result: `${UPDATED} instance>asmt_assessment_instance rating#`,
  sys_user: `${UPDATED} ${DOMAIN} accumulated_roles active? avatar building>cmn_building calendar_integration# city
    company>core_company cost_center>cmn_cost_center country date_format default_perspective>sys_perspective
    department>cmn_department edu_status email employee_number enable_multifactor_authn? failed_attempts# first_name gender
    hashed_user_id home_phone internal_integration_user? introduction last_login last_login_device last_login_time@
    last_name last_password ldap_server>ldap_server_config location>cmn_location locked_out? manager>sys_user middle_name
    mobile_phone name notification# password_needs_reset? phone photo preferred_language roles schedule>cmn_schedule source
    state sys_class_name time_format time_zone title user_name user_password vip? web_service_access_only? zip`,
  sys_user_group: `${UPDATED} active? cost_center>cmn_cost_center default_assignee>sys_user description email
    exclude_manager? include_members? manager>sys_user name parent>sys_user_group roles source type`,
  sys_user_grmember: `${UPDATED} group>sys_user_group user>sys_user`,
  sys_user_role: `${UPDATED} description name`,
  sys_user_has_role: `${UPDATED} inherited? role>sys_user_role state user>sys_user`,
  sys_user_has_skill: `${UPDATED} skill>cmn_skill skill_level user>sys_user`,
  cmn_department: `${UPDATED} name`,
  cmn_location: `${UPDATED} name time_zone`,
  cmn_schedule: `${UPDATED} name parent>cmn_schedule time_zone type`,
  cmn_schedule_span: `${UPDATED} all_day? days_of_week end_date_time float_day# float_week month# monthly_type name
    repeat_count# repeat_type repeat_until schedule>cmn_schedule show_as start_date_time type yearly_type`,
  cmn_other_schedule: `${UPDATED} child_schedule>cmn_schedule schedule>cmn_schedule type`,
  metric_definition: `${UPDATED} active? field name table type`,
  metric_instance: `${UPDATED} calculation_complete? definition>metric_definition duration~ end@ field id start@ value`,
  kb_knowledge: `${UPDATED} kb_category>kb_category kb_knowledge_base>kb_knowledge_base number short_description
    sys_view_count# text valid_to workflow_state`,
  m2m_kb_task: `${UPDATED} kb_knowledge>kb_knowledge task>task`,
  sys_choice: `${UPDATED} ${DOMAIN} dependent_value element hint inactive? label language name sequence# synonyms value`,
  sys_db_object: `${UPDATED} label name super_class>sys_db_object`,
  sys_dictionary: `${UPDATED} active? column_label element internal_type name reference`,
  sys_script: `${UPDATED} action_delete? action_insert? action_query? action_update? active? advanced? collection condition
    description filter_condition name order# script sys_scope>sys_scope when`,
  sys_properties: `${UPDATED} description is_private? name read_roles type value write_roles`,
};

export const PARENTS: Readonly<Record<string, string>> = { incident: 'task' };

export const ownColumnsOf = (table: string): Column[] =>
  (OWN_COLUMNS[table] ?? '').split(/\s+/).filter(Boolean).map(columnOf);

export const columnsOf = (table: string): Column[] => [...ownColumnsOf(PARENTS[table] ?? ''), ...ownColumnsOf(table)];

/** Found by without a look at every row. */
export const INDEXED: Readonly<Record<string, readonly string[]>> = {
  incident: ['number'],
  sys_audit: ['documentkey'],
  sys_audit_delete: ['documentkey'],
  sys_journal_field: ['element_id'],
  task_sla: ['task'],
  asmt_assessment_instance: ['task_id', 'trigger_id'],
  asmt_assessment_instance_question: ['instance'],
  asmt_metric_result: ['instance'],
  sys_user: ['user_name', 'email'],
  sys_user_grmember: ['user', 'group'],
  sys_user_has_role: ['user'],
  sys_choice: ['name'],
  sys_dictionary: ['name'],
};
