import { type Finding, mapFinding } from '../finding.ts';
import type { Importer, Recognition, Sample } from '../importer.ts';
import { open } from './parse.ts';

export const trufflehog: Importer<Finding> = {
  id: 'trufflehog',
  title: 'TruffleHog v3 findings (JSON)',
  recognisedBy: 'JSON objects (one a line, an array, or one) with SourceMetadata and DetectorName',
  version: 1,
  rank: 200,
  detect,
  open,
  map: mapFinding,
};

function detect({ head }: Sample): Recognition {
  const marks = ['"SourceMetadata"', '"DetectorName"', '"Raw"', '"Verified"'].filter((mark) => head.includes(mark));
  if (/^\s*[[{]/.test(head) && marks.length >= 3) return { score: 0.95, why: `its JSON objects have ${marks.join(', ').replaceAll('"', '')}` };
  if (/^\s*[[{]/.test(head) && marks.length === 2 && marks[0] === '"SourceMetadata"') return { score: 0.6, why: 'its JSON objects have SourceMetadata' };
  return { score: 0, why: 'no JSON objects with SourceMetadata and DetectorName' };
}
