import { useState } from 'react';
import type { ReportVerdict } from '../../lib/model/reports.ts';
import { send } from '../settings/useAct.ts';

/** What came of one file. */
export type Verdict = { name: string; said?: ReportVerdict; failure?: string };

/** Checks files by their SHA-256, which is worked out here: they never leave the browser. A file that is named as another one with `.sig` after it is that one's signature. */
export function useVerdicts(): { busy: boolean; verdicts: Verdict[]; check: (files: File[]) => Promise<void> } {
  const [busy, setBusy] = useState(false);
  const [verdicts, setVerdicts] = useState<Verdict[]>([]);
  const check = async (files: File[]) => {
    setBusy(true);
    const signatures = new Map(files.filter(({ name }) => name.endsWith('.sig')).map((file) => [file.name.slice(0, -'.sig'.length), file]));
    const checked = files.filter(({ name }) => !name.endsWith('.sig')).map((file) => verdictOf(file, signatures.get(file.name)));
    const alone: Verdict[] = checked.length > 0 ? [] : [{ name: files[0]?.name ?? 'Nothing', failure: 'is a signature: drop the file that it is of with it.' }];
    setVerdicts([...alone, ...(await Promise.all(checked))]);
    setBusy(false);
  };
  return { busy, verdicts, check };
}

async function verdictOf(file: File, sig: File | undefined): Promise<Verdict> {
  try {
    const digest = hex(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
    const said = await send<ReportVerdict>('POST', '/api/reports/verify', { digest, ...(sig && { signature: await sig.text() }) });
    return { name: file.name, said };
  } catch (error) {
    return { name: file.name, failure: error instanceof Error ? error.message : String(error) };
  }
}

const hex = (bytes: ArrayBuffer): string => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
