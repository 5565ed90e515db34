// biome-ignore-all lint: runs on ServiceNow's engine, which reads ES5.
/**
 * Rings at Stepladder when a ticket has changed: says which, never what. Each ring is written to the outbox before it is
 * sent, and stays there until it was taken. Signed by Standard Webhooks: base64 HMAC-SHA256 over "id.timestamp.body".
 */
var StepladderSignals = Class.create();

/** Tables whose rows are tickets; rows of others name theirs. */
StepladderSignals.TICKETS = ['incident', 'sc_req_item', 'sc_task', 'problem', 'change_request'];
/** How long a ring waits after its first, second ... failure; the last holds for all that follow. Minutes. */
StepladderSignals.WAITS = [1, 5, 30, 120, 300, 600, 1440];
/** What is older is left to the nightly comparison, which finds it anyway. Days. */
StepladderSignals.KEPT = 7;
/** One pass of the job: rows, seconds, failures on end. It runs each minute, and a service that is down is not hammered. */
StepladderSignals.MOST = { rows: 200, seconds: 45, failures: 3 };

StepladderSignals.prototype = {
  type: 'StepladderSignals',

  initialize: function () {},

  /** @param row the GlideRecord that was inserted or updated. */
  changed: function (row) {
    // Asynchronous rules do not reliably know their operation; the count of a new row is 0.
    this._ring(row, row.getValue('sys_mod_count') === '0' ? 'insert' : 'update');
  },

  /** @param row the GlideRecord that was deleted. */
  deleted: function (row) {
    this._ring(row, 'delete');
  },

  /** Sends again what is due. For the scheduled job. */
  drain: function () {
    var settings = this._settings();
    if (settings === null) return;
    this._dropOld();
    var end = new GlideDateTime().getNumericValue() + StepladderSignals.MOST.seconds * 1000;
    var failures = 0;
    var row = new GlideRecord('x_stpl_sig_outbox');
    row.addQuery('next_at', '<=', new GlideDateTime());
    row.orderBy('next_at');
    row.setLimit(StepladderSignals.MOST.rows);
    row.query();
    while (row.next() && new GlideDateTime().getNumericValue() < end) {
      var status = this._attempt(row, settings);
      failures = this._taken(status) ? 0 : failures + 1;
      if (status === 410 || status === 429 || failures >= StepladderSignals.MOST.failures) return;
    }
  },

  _ring: function (row, operation) {
    var settings = this._settings();
    if (settings === null) return;
    var body = this._body(row, operation);
    if (body === null) return;
    var first = new GlideDateTime();
    // Not due while it is sent for the first time: the job would send it too.
    first.addSeconds(60 * StepladderSignals.WAITS[0]);
    var ring = new GlideRecord('x_stpl_sig_outbox');
    ring.initialize();
    ring.setValue('event_id', row.getUniqueValue() + ':' + row.getValue('sys_mod_count') + ':' + operation);
    ring.setValue('body', body);
    ring.setValue('attempts', 0);
    ring.setValue('next_at', first);
    if (!ring.insert()) {
      gs.error('Stepladder: x_stpl_sig_outbox cannot be written. Look whether the application was installed whole.');
      return;
    }
    this._attempt(ring, settings);
  },

  /** Null: it belongs to no ticket. ASCII only, so that the bytes that are signed are the bytes that are sent. */
  _body: function (row, operation) {
    var table = row.getTableName();
    var says = {
      table: table,
      sys_id: row.getUniqueValue(),
      number: row.getValue('number') || undefined,
      sys_mod_count: Number(row.getValue('sys_mod_count') || 0),
      operation: operation,
    };
    if (table === 'task_sla') says.ticket = row.getValue('task');
    if (table === 'asmt_assessment_instance') says.ticket = this._surveyed(row);
    if (says.ticket === null) return null;
    return JSON.stringify(says).replace(/[\u007f-\uffff]/g, function (letter) {
      return '\\u' + ('00' + letter.charCodeAt(0).toString(16)).slice(-4);
    });
  },

  /** The ticket a survey is about; null: it is about something else. */
  _surveyed: function (row) {
    if (row.getValue('task_id')) return row.getValue('task_id');
    var isTicket = StepladderSignals.TICKETS.indexOf(row.getValue('trigger_table')) >= 0;
    return isTicket ? row.getValue('trigger_id') : null;
  },

  /** Null: nothing is to be sent. */
  _settings: function () {
    if (gs.getProperty('x_stpl_sig.enabled') !== 'true') return null;
    var url = String(gs.getProperty('x_stpl_sig.url') || '');
    var key = String(gs.getProperty('x_stpl_sig.key') || '').replace(/^whsec_/, '');
    if (url.indexOf('https://') === 0 && key !== '') return { url: url, key: key };
    gs.error('Stepladder: nothing is sent. Set x_stpl_sig.url, with https://, and x_stpl_sig.key, the secret.');
    return null;
  },

  /** Sends one row of the outbox; takes it out, or says when it is due again. Returns the status, 0 for none. */
  _attempt: function (row, settings) {
    var answer = this._send(row.getValue('event_id'), row.getValue('body'), settings);
    if (this._taken(answer.status)) {
      row.deleteRecord();
      return answer.status;
    }
    if (answer.status === 410) this._disable();
    this._postpone(row, answer);
    return answer.status;
  },

  /** The id stays the same however often; time and signature are those of this attempt. */
  _send: function (id, body, settings) {
    var time = String(Math.floor(new GlideDateTime().getNumericValue() / 1000));
    try {
      var mac = new CertificateEncryption().generateMac(settings.key, 'HmacSHA256', id + '.' + time + '.' + body);
      if (!mac) return { status: 0, error: 'x_stpl_sig.key cannot sign: enter the secret again, as whsec_ and base64' };
      var request = new sn_ws.RESTMessageV2();
      request.setEndpoint(settings.url);
      request.setHttpMethod('post');
      request.setHttpTimeout(10000);
      request.setRequestHeader('Content-Type', 'application/json');
      request.setRequestHeader('webhook-id', id);
      request.setRequestHeader('webhook-timestamp', time);
      request.setRequestHeader('webhook-signature', 'v1,' + mac);
      request.setRequestBody(body);
      var response = request.execute();
      return {
        status: Number(response.getStatusCode()) || 0,
        retryAfter: Number(response.getHeader('Retry-After')) || 0,
        error: String(response.getErrorMessage() || ''),
      };
    } catch (failure) {
      return { status: 0, error: String(failure) };
    }
  },

  _taken: function (status) {
    return status >= 200 && status <= 299;
  },

  _postpone: function (row, answer) {
    var attempts = Number(row.getValue('attempts')) + 1;
    var waits = StepladderSignals.WAITS;
    var seconds = 60 * waits[Math.min(attempts, waits.length) - 1];
    var longest = 60 * waits[waits.length - 1];
    var next = new GlideDateTime();
    next.addSeconds(Math.min(Math.max(seconds, answer.retryAfter || 0), longest));
    row.setValue('attempts', attempts);
    row.setValue('next_at', next);
    row.setValue('last_status', answer.status);
    row.setValue('last_error', (answer.error || '').slice(0, 200));
    row.update();
  },

  /** 410: Stepladder does not want this address called any more. */
  _disable: function () {
    gs.setProperty('x_stpl_sig.enabled', 'false');
    gs.error('Stepladder: x_stpl_sig.url is gone (410). Correct it, then set x_stpl_sig.enabled to true again.');
  },

  _dropOld: function () {
    var before = new GlideDateTime();
    before.addSeconds(-86400 * StepladderSignals.KEPT);
    var old = new GlideRecord('x_stpl_sig_outbox');
    old.addQuery('sys_created_on', '<', before);
    old.query();
    var dropped = 0;
    while (old.next()) {
      if (old.deleteRecord()) dropped += 1;
    }
    if (dropped === 0) return;
    var what = dropped + ' rings were not taken for ' + StepladderSignals.KEPT + ' days, and are dropped.';
    gs.warn('Stepladder: ' + what + ' The outbox says in last_error why others wait still.');
  },
};
