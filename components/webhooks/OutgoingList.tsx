import type { OutgoingRules } from '../../lib/model/webhooks.ts';
import settings from '../settings/settings.module.css';

/** The same for who may not change it. */
export const OutgoingList = ({ rules: { hosts, networks } }: { rules: OutgoingRules }) => (
  <dl className={settings.facts}>
    <div>
      <dt>Hosts</dt>
      <dd>{hosts.length > 0 ? hosts.join(', ') : 'any that is public'}</dd>
    </div>
    <div>
      <dt>Networks inside</dt>
      <dd>{networks.length > 0 ? networks.join(', ') : 'none'}</dd>
    </div>
  </dl>
);
