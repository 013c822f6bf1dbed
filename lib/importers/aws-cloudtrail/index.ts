import type { Importer, Recognition, Sample } from '../importer.ts';
import { map } from './map.ts';
import { open, type Row } from './parse.ts';

export const awsCloudtrail: Importer<Row> = {
  id: 'aws-cloudtrail',
  title: 'AWS CloudTrail events (JSON)',
  recognisedBy: 'eventName with an eventSource of amazonaws.com, plain or in Records, EventBridge, lookup-events or another wrapper',
  version: 1,
  rank: 100,
  detect,
  open,
  map,
};

/** Within a text (CloudTrailEvent, message) the quotes are escaped. */
const name = /\\?"eventName\\?"\s*:\s*\\?"\w/;
const source = /\\?"eventSource\\?"\s*:\s*\\?"[\w.-]+\.amazonaws\.com/;

function detect({ head }: Sample): Recognition {
  if (!/^\ufeff?\s*[[{]/.test(head)) return { score: 0, why: 'it is not JSON' };
  if (name.test(head) && source.test(head)) return { score: 0.95, why: 'its events have an eventName and an eventSource of amazonaws.com' };
  // a trail writes a file even where nothing happened
  if (/^\ufeff?\s*\{\s*"Records"\s*:\s*\[\s*\]\s*\}\s*$/.test(head)) return { score: 0.6, why: 'it has Records, and none in them' };
  return { score: 0, why: 'it has no events with eventName and an eventSource of amazonaws.com' };
}
