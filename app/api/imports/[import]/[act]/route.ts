import { confirmImport } from '../../../../../lib/services/confirmImport.ts';
import { dropImport } from '../../../../../lib/services/dropImport.ts';
import { startJob } from '../../../../../lib/services/startJob.ts';
import { undoImport } from '../../../../../lib/services/undoImport.ts';
import { answer, failed, refuseForeign, withPerson } from '../../../answer.ts';

type Props = { params: Promise<{ import: string; act: string }> };
const acts = { confirm: confirmImport, drop: dropImport, undo: undoImport };
const isAct = (act: string): act is keyof typeof acts => Object.hasOwn(acts, act);

/** Confirms or drops a held import, or takes an applied one back; where facts changed by it, an analysis follows, and the answer names its job. */
export async function POST(request: Request, { params }: Props): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const { import: id, act } = await params;
  if (!isAct(act) || !/^\d{1,9}$/.test(id)) return failed({ code: 'NOT_FOUND', message: 'There is no such act on an import.' });
  return withPerson(async (ctx) => {
    const done = await acts[act](ctx, { importId: Number(id) });
    if (!done.ok || act === 'drop') return answer(done.ok ? { ok: true, value: {} } : done);
    const analysis = await startJob(ctx, 'analyze', {});
    return answer({ ok: true, value: analysis.ok ? { analysis: analysis.value.id } : {} });
  });
}
