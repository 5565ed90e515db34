/** What an administrator does on the instance, one step each. The packaged app first: it keeps what could not be sent. */
export function byHand(source: string, address: string): readonly string[] {
  const secret = `STEPLADDER_SECRET_${source.toUpperCase().replaceAll('-', '_')}`;
  return [
    'Make a user for reading (User Administration > Users): Web service access only, time zone GMT, roles snc_platform_rest_api_access, itil and survey_reader.',
    'Give that user read ACLs (a role of your own, as security_admin) on sys_audit, sys_journal_field and sys_audit_delete: without them a history looks empty, not refused.',
    'OAuth: System OAuth > Application Registry > New > an endpoint for external clients, with the user above as its OAuth application user. Where it is missing, set the property glide.oauth.inbound.client.credential.grant_type.enabled to true first.',
    'Check that incident is audited (System Definition > Dictionary, the row of incident without a column: Audit), and state, hold_reason, assigned_to, assignment_group and priority with it.',
    'Webhooks: upload the update set of Stepladder Signals (`npm run build:plugins` makes it): System Update Sets > Retrieved Update Sets > Import Update Set from XML, then Preview and Commit.',
    `Set the property x_stpl_sig.url to ${address}`,
    `Set the property x_stpl_sig.key to the secret of this source (${secret} of the service): whsec_ and base64.`,
    'Set the property x_stpl_sig.enabled to true, and change a ticket: within a minute it arrives here.',
  ];
}
