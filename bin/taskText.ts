import type { SubjectEvidence } from '../lib/model/tasks.ts';
import { clean } from './textTable.ts';

/** Why a path counts as gone, down to the line. */
export function placeText({ how, source, file, line, importId, by }: SubjectEvidence): string {
  const place =
    file === undefined
      ? `import ${importId} of ${clean(source)}`
      : `${clean(file)}${line === undefined ? '' : ` line ${line}`} (${clean(source)}, import ${importId})`;
  if (how === 'said') return `gone: ${place} says so, in data of ${by.dataTime.slice(0, 16)}`;
  if (how === 'run out') return `gone: ${place} has run out, and data of ${by.dataTime.slice(0, 16)} leave it so`;
  if (how === 'figures') return `gone: reached no more in the analysis after import ${by.importId}`;
  return `gone: it stood in ${place} until import ${by.importId}, data of ${by.dataTime.slice(0, 16)}`;
}
