import '@servicenow/sdk/global';
import { Property } from '@servicenow/sdk/core';

// No values: the administrator enters them. What an update set does not name, it leaves as it is.
Property({
  $id: Now.ID['property-url'],
  name: 'x_stpl_sig.url',
  type: 'string',
  description:
    'Where Stepladder takes webhooks of this source, such as https://stepladder.example.com/webhooks/helpdesk',
  roles: { read: ['admin'], write: ['admin'] },
});
Property({
  $id: Now.ID['property-key'],
  name: 'x_stpl_sig.key',
  type: 'password2',
  description: 'The secret of this source, as given to Stepladder: whsec_ and base64',
  roles: { read: ['admin'], write: ['admin'] },
});
Property({
  $id: Now.ID['property-enabled'],
  name: 'x_stpl_sig.enabled',
  type: 'boolean',
  description: 'Whether anything is sent. Set to false by itself when Stepladder answers 410',
  roles: { read: ['admin'], write: ['admin'] },
});
