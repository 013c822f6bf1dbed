import { deleteReport, showReport } from '../../../../lib/services/reportLibrary.ts';
import { answer, change, withPerson } from '../../answer.ts';

type Props = { params: Promise<{ report: string }> };

/** One report, and the tables that it has. */
export async function GET(_: Request, { params }: Props): Promise<Response> {
  const { report } = await params;
  return withPerson(async (ctx) => answer(await showReport(ctx, { report: Number(report) })));
}

/** Takes it out of the library. */
export async function DELETE(request: Request, { params }: Props): Promise<Response> {
  const { report } = await params;
  return change(request, (ctx) => deleteReport(ctx, { report: Number(report) }));
}
