import { previewUpload } from '../../../../../lib/services/uploads.ts';
import { answer, refuseForeign, withPerson } from '../../../answer.ts';

type Props = { params: Promise<{ upload: string }> };

/** What each file was recognised as and why, with its first records. `format` overrules the recognition. */
export async function POST(request: Request, { params }: Props): Promise<Response> {
  const format = new URL(request.url).searchParams.get('format') || undefined;
  return refuseForeign(request) ?? withPerson(async (ctx) => answer(await previewUpload(ctx, { upload: (await params).upload, format })));
}
