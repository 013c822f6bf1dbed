import { type Scenario, scenarios } from '../../lib/model/figures.ts';
import { Choice } from '../Choice.tsx';
import classes from './ViewSwitch.module.css';
import { type View, viewHref } from './view.ts';

/** Which scenario and which end the parts below show; stays in sight. */
export function ViewSwitch({ view, agent }: { view: View; agent: boolean }) {
  const order: Scenario[] = agent ? ['takeover', 'leak'] : [...scenarios];
  return (
    <div className={classes.bar}>
      <h2 className={classes.title}>In detail</h2>
      <Choice
        label="Scenario"
        options={order.map((scenario) => ({
          label: scenario === 'leak' ? 'Leak' : 'Takeover',
          href: viewHref(view, { scenario }),
          current: view.scenario === scenario,
        }))}
      />
      <Choice
        label="Certain or up to"
        options={[
          { label: 'Certain', href: viewHref(view, { end: 'certain' }), current: view.end === 'certain' },
          { label: 'Up to', href: viewHref(view, { end: 'upTo' }), current: view.end === 'upTo' },
        ]}
      />
    </div>
  );
}
