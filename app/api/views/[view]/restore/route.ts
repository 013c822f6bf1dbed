import { restoreView } from '../../../../../lib/services/restoreView.ts';
import { answer, failed, refuseForeign, withPerson } from '../../../answer.ts';
import { readViewId } from '../../readViewId.ts';

type Props = { params: Promise<{ view: string }> };

/** Takes the deletion of a view back. */
export async function POST(request: Request, { params }: Props): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const view = readViewId((await params).view);
  return view.ok ? withPerson(async (ctx) => answer(await restoreView(ctx, view.value))) : failed(view.error);
}
