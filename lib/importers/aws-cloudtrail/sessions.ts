import type { InputFile } from '../importer.ts';
import { textOf } from '../parseJson.ts';
import type { Text } from './caller.ts';
import { readEvents } from './events.ts';
import { sessionMade } from './proof.ts';

/** Beyond so many the sessions that were read first are kept: memory must not grow with the log. */
const mostSessions = 50_000;

/**
 * What the making of sessions in these files proves, by the id of the session's key: later calls name the key, but not the web identity, the person or the tags that it was made for. Read before
 * the calls, so that their order, and that of the files, does not matter.
 */
export async function readSessions(files: readonly InputFile[], text: Text): Promise<ReadonlyMap<string, string>> {
  const proofs = new Map<string, string>();
  for (const file of files) {
    for await (const logged of readEvents(file, mayMake)) {
      if ('reason' in logged || !textOf(logged.event.eventName)?.startsWith('AssumeRole')) continue;
      const made = sessionMade(logged.event, text);
      if (made && proofs.size < mostSessions) proofs.set(made.accessKey, made.proof);
    }
  }
  return proofs;
}

/** Spares parsing what makes no session that proves anything. */
const mayMake = (item: string): boolean => item.includes('AssumeRole') && /AssumeRoleWith|\btags\b/.test(item);
