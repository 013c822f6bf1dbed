import { roles, roleText } from '../../lib/model/roles.ts';
import classes from './settings.module.css';

/** What each role may do. */
export const RoleList = () => (
  <dl className={classes.roles}>
    {roles.map((role) => (
      <div key={role}>
        <dt>{role}</dt>
        <dd>{roleText[role]}</dd>
      </div>
    ))}
  </dl>
);
