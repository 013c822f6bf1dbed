import { changeView } from '../../../../lib/services/changeView.ts';
import { deleteView } from '../../../../lib/services/deleteView.ts';
import { answer, failed, readBody, refuseForeign, withPerson } from '../../answer.ts';
import { readViewId } from '../readViewId.ts';

type Props = { params: Promise<{ view: string }> };

/** Changes a view: any of `{name, shared, filter, sort, columns}`. */
export async function PATCH(request: Request, { params }: Props): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const [view, body] = [readViewId((await params).view), await readBody(request)];
  if (!view.ok) return failed(view.error);
  return body.ok ? withPerson(async (ctx) => answer(await changeView(ctx, view.value, body.value))) : failed(body.error);
}

/** Deletes a view; POST to its `restore` takes that back for a day. */
export async function DELETE(request: Request, { params }: Props): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const view = readViewId((await params).view);
  return view.ok ? withPerson(async (ctx) => answer(await deleteView(ctx, view.value))) : failed(view.error);
}
