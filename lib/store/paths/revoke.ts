import type { ControlPath } from './controlPath.ts';

/** As long as it can be used at all. */
export const revoke: ControlPath = { control: 'revoke', there: () => 'true' };
