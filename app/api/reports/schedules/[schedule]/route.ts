import { endReportSchedule } from '../../../../../lib/services/reportSchedules.ts';
import { change } from '../../../answer.ts';

type Props = { params: Promise<{ schedule: string }> };

/** No more reports by this schedule. */
export async function DELETE(request: Request, { params }: Props): Promise<Response> {
  const { schedule } = await params;
  return change(request, (ctx) => endReportSchedule(ctx, { schedule: Number(schedule) }));
}
