import type { DeliveryState } from '../../lib/model/webhooks.ts';
import classes from './webhooks.module.css';

const words: Record<DeliveryState, string> = { waiting: 'waits', sent: 'arrived', failed: 'failed' };

/** How a delivery stands, in a word and a colour. */
export const DeliveryStateMark = ({ state }: { state: DeliveryState }) => (
  <span className={classes.state} data-state={state}>
    {words[state]}
  </span>
);
