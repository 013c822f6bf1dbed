import { presentations } from '../../model/facts.ts';
import type { ControlPath } from './controlPath.ts';

/** As long as whoever has it can present it. */
export const bind: ControlPath = {
  control: 'bind',
  there: () => `coalesce(n.presentation, 0) = ${presentations.indexOf('bearer')}`,
  said: () => `f.fields->>'presentation' IN ('source-bound', 'sender-constrained')`,
};
