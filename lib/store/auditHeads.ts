import fs from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { AuditHead } from '../model/audit.ts';
import { dataPath } from './home.ts';

/** A head as this data folder keeps it, with the time of its entry (ISO 8601). */
export type KeptHead = AuditHead & { at: string };
const KeptHead = z.object({ log: z.string(), entry: z.int(), hash: z.string(), signature: z.string(), at: z.string() });

const file = (): string => dataPath('audit-heads.jsonl');

/**
 * Keeps a head where no role of the database can rewrite it: one line in the data folder (mode 0600), written when its entry has been committed. A line is one
 * write, so that processes do not mix theirs. Where it cannot be written, the change stands all the same: that is told, and `doctor` tells it too.
 */
export function keepHead(head: KeptHead): void {
  try {
    fs.appendFileSync(file(), `${JSON.stringify(head)}\n`, { mode: 0o600 });
  } catch (error) {
    process.emitWarning(`The head of the audit log could not be kept in ${file()}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The heads of one log that this data folder has kept, in the order in which they were written. A line that a full disk cut off says nothing. */
export async function readKeptHeads(log: string): Promise<KeptHead[]> {
  if (!fs.existsSync(file())) return [];
  const heads: KeptHead[] = [];
  for await (const line of createInterface({ input: fs.createReadStream(file(), 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })) {
    const head = KeptHead.safeParse(parsed(line));
    if (head.success && head.data.log === log) heads.push(head.data);
  }
  return heads;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
