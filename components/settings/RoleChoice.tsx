'use client';

import { Radio } from '@mantine/core';
import { type Role, roles, roleText } from '../../lib/model/roles.ts';
import classes from './settings.module.css';

/** A role, each with what it may do beside it. */
export function RoleChoice({ role, onChange }: { role: Role; onChange: (role: Role) => void }) {
  return (
    <Radio.Group label="Role" value={role} onChange={(value) => onChange(roles.find((each) => each === value) ?? role)}>
      <div className={`${classes.choices} ${classes.below}`}>
        {roles.map((each) => (
          <Radio key={each} value={each} label={each} description={roleText[each]} />
        ))}
      </div>
    </Radio.Group>
  );
}
