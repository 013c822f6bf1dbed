import { fail, ok, type Result } from '../../model/errors.ts';
import { bind } from './bind.ts';
import { checkIdentity } from './checkIdentity.ts';
import type { Control } from './control.ts';
import { revoke } from './revoke.ts';
import { rotate } from './rotate.ts';
import { scopeDown } from './scopeDown.ts';
import { workloadIdentity } from './workloadIdentity.ts';

export const controls: readonly Control[] = [bind, checkIdentity, revoke, rotate, scopeDown, workloadIdentity];

/** A control as people write it: `scope-down`, `rotate:30`. INVALID says what was expected. */
export function readControl(text: string): Result<{ control: Control; amount?: number }> {
  const [id = '', ...rest] = text.split(':');
  const control = controls.find((each) => each.id === id);
  const usage = controls.map((each) => `${each.id}${each.amount ? (each.amount.otherwise === undefined ? ':N' : '[:N]') : ''}`).join(', ');
  if (!control) return fail('INVALID', `control "${id}" is none, expected one of ${usage}`);
  const given = rest.length === 0 ? control.amount?.otherwise : Number(rest.join(':'));
  if (!control.amount) return rest.length === 0 ? ok({ control }) : fail('INVALID', `control "${id}" takes no amount`);
  if (given === undefined || !Number.isInteger(given) || (rest.length > 0 && given < 1))
    return fail('INVALID', `control "${text}": expected ${id}:N, N a whole number of ${control.amount.unit} from 1`);
  return ok({ control, amount: given });
}
