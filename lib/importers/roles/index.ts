import type { RolesFile } from '../../model/rolesDocument.ts';
import type { Importer, Recognition, Sample } from '../importer.ts';
import { map } from './map.ts';
import { open } from './parse.ts';

export const roles: Importer<RolesFile> = {
  id: 'roles',
  title: 'Roles and bindings (JSON)',
  recognisedBy: 'a JSON object with "keyblast": "roles"',
  version: 1,
  rank: 400,
  detect,
  open,
  map,
};

function detect({ name, head }: Sample): Recognition {
  if (/^\s*[[{][\s\S]{0,2000}?"keyblast"\s*:\s*"roles"/.test(head)) return { score: 1, why: 'it says "keyblast": "roles"' };
  if (/^\s*[[{]/.test(head) && /"bindings"\s*:\s*\[/.test(head) && /"roles"\s*:\s*\[/.test(head) && !/"apiVersion"/.test(head)) {
    return { score: 0.4, why: 'it has roles and bindings, but does not say "keyblast": "roles"' };
  }
  return /\.roles\.jsonl?(\.gz)?$/i.test(name) ? { score: 0.2, why: 'its name ends in .roles.json' } : { score: 0, why: 'it does not say "keyblast": "roles"' };
}
