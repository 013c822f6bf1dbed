import { dropUpload } from '../../../../lib/services/uploads.ts';
import { answer, refuseForeign, withPerson } from '../../answer.ts';

type Props = { params: Promise<{ upload: string }> };

/** Removes the files without importing them. */
export async function DELETE(request: Request, { params }: Props): Promise<Response> {
  return refuseForeign(request) ?? withPerson(async (ctx) => answer(await dropUpload(ctx, (await params).upload)));
}
