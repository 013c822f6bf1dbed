import { issuances } from '../../model/facts.ts';
import type { ControlPath } from './controlPath.ts';

/** As long as it was not given to a proven workload. */
export const workloadIdentity: ControlPath = {
  control: 'workload-identity',
  there: () => `coalesce(n.issuance, 0) <> ${issuances.indexOf('attested')}`,
  said: () => `f.fields->>'issuance' = 'attested'`,
};
