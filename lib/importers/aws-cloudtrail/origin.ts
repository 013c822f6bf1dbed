import { isIP } from 'node:net';
import { textOf } from '../parseJson.ts';
import type { Members } from './events.ts';

/** Where a call came from. `onBehalf`: a service of AWS made it for the caller, whose key was not presented anew. */
export type Origin = { onBehalf: boolean; address?: string };

/** A service's name in the place of an address is none. */
export function originOf({ sourceIPAddress }: Members): Origin {
  const from = textOf(sourceIPAddress) ?? '';
  const onBehalf = from === 'AWS Internal' || /\.amazonaws\.com(?:\.cn)?$|^[a-z0-9-]+\.aws\.internal$/i.test(from);
  return isIP(from) === 0 ? { onBehalf } : { onBehalf, address: from };
}
