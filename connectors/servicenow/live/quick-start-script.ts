/**
 * A business rule that rings at once and keeps nothing: for a developer instance. It runs in the global scope, so by the
 * global classes; it is ES5. What could not be sent is found by the lists that are read.
 */
export const quickStartScript = (properties: string): string => `(function executeRule(current, previous) {
  var url = gs.getProperty('${properties}.url'), key = gs.getProperty('${properties}.key');
  if (!url || !key) return;
  var ticket = current.getValue('task') || current.getValue('task_id') || '';
  var told = { table: current.getTableName(), sys_id: current.getUniqueValue(), sys_mod_count: Number(current.getValue('sys_mod_count')) };
  if (ticket) told.ticket = ticket;
  var body = JSON.stringify(told);
  var id = told.sys_id + ':' + told.sys_mod_count + ':' + (current.operation() || 'update');
  var time = String(Math.floor(new GlideDateTime().getNumericValue() / 1000));
  var mac = new GlideCertificateEncryption().generateMac(key, 'HmacSHA256', id + '.' + time + '.' + body);
  var request = new sn_ws.RESTMessageV2();
  request.setEndpoint(url);
  request.setHttpMethod('post');
  request.setHttpTimeout(10000);
  request.setRequestHeader('Content-Type', 'application/json');
  request.setRequestHeader('webhook-id', id);
  request.setRequestHeader('webhook-timestamp', time);
  request.setRequestHeader('webhook-signature', 'v1,' + mac);
  request.setRequestBody(body);
  try {
    request.execute();
  } catch (error) {
    gs.warn('stepladder: ' + error);
  }
})(current, previous);
`;
