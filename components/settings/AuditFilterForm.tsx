import { Button } from '@mantine/core';
import { actionText } from '../../lib/model/auditActions.ts';
import classes from '../FilterForm.module.css';
import type { AuditQuery } from './auditQuery.ts';

type Props = { query: AuditQuery; actors: { id: string; name: string | null }[]; actions: string[] };

/** Who, what and when: a plain form, whose address is the filter. */
export function AuditFilterForm({ query: { actor = '', action = '', from = '', to = '' }, actors, actions }: Props) {
  return (
    <form action="/settings/audit" className={classes.filter} aria-label="Filter the audit log" key={[actor, action, from, to].join('\n')}>
      <label>
        Who
        <select name="actor" defaultValue={actor}>
          <option value="">anybody</option>
          {actors.map(({ id, name }) => (
            <option key={id} value={id}>
              {name ?? id}
            </option>
          ))}
        </select>
      </label>
      <label>
        What
        <select name="action" defaultValue={action}>
          <option value="">anything</option>
          {actions.map((each) => (
            <option key={each} value={each}>
              {actionText(each)}
            </option>
          ))}
        </select>
      </label>
      <label>
        From (UTC)
        <input type="date" name="from" defaultValue={from} />
      </label>
      <label>
        To (UTC)
        <input type="date" name="to" defaultValue={to} />
      </label>
      <Button type="submit" variant="default">
        Filter
      </Button>
    </form>
  );
}
