import { type Finding, mapFinding } from '../finding.ts';
import type { Importer, Recognition, Sample } from '../importer.ts';
import { open } from './parse.ts';

export const gitleaks: Importer<Finding> = {
  id: 'gitleaks',
  title: 'Gitleaks findings (JSON of v7 and v8, SARIF)',
  recognisedBy: 'JSON objects with RuleID, StartLine and Secret (v8), with rule, lineNumber and offender (v7), or SARIF whose tool is gitleaks',
  version: 1,
  rank: 200,
  detect,
  open,
  map: mapFinding,
};

const marksOf = (head: string, names: readonly string[]): string[] => names.filter((name) => new RegExp(`"${name}"\\s*:`).test(head));

function detect({ name, head }: Sample): Recognition {
  if (!/^\ufeff?\s*(?:[[{]|null\b)/.test(head)) return { score: 0, why: 'it is no JSON' };
  const v8 = marksOf(head, ['RuleID', 'StartLine', 'Secret', 'Match', 'Entropy']);
  if (v8.length >= 3 && v8.includes('RuleID')) return { score: 0.95, why: `its JSON objects have ${v8.join(', ')}` };
  const v7 = marksOf(head, ['offender', 'lineNumber', 'rule', 'leakURL', 'commitMessage']);
  if (v7.length >= 3 && v7.includes('offender')) return { score: 0.95, why: `its JSON objects have ${v7.join(', ')}` };
  if (/"runs"\s*:/.test(head) && /"name"\s*:\s*"gitleaks"/i.test(head)) return { score: 0.95, why: 'it is SARIF, and its tool is gitleaks' };
  // what it writes where it found nothing
  if (/^\s*(?:null|\[\s*\])\s*$/.test(head) && /gitleaks/i.test(name)) return { score: 0.6, why: 'it lists nothing, and its name says gitleaks' };
  return { score: 0, why: 'no JSON objects with RuleID and Secret, or offender, and no SARIF of gitleaks' };
}
