import { changeTask } from '../../../../../lib/services/changeTask.ts';
import { claimTask } from '../../../../../lib/services/claimTask.ts';
import { commentTask } from '../../../../../lib/services/commentTask.ts';
import { linkTask } from '../../../../../lib/services/linkTask.ts';
import { reopenTask } from '../../../../../lib/services/reopenTask.ts';
import { startTask } from '../../../../../lib/services/startTask.ts';
import { change, failed } from '../../../answer.ts';

type Props = { params: Promise<{ task: string; act: string }> };
const acts = { start: startTask, claim: claimTask, reopen: reopenTask, comment: commentTask, link: linkTask, change: changeTask };
const isAct = (act: string): act is keyof typeof acts => Object.hasOwn(acts, act);

/** What a person does with one task; nothing here sets it verified. */
export async function POST(request: Request, { params }: Props): Promise<Response> {
  const { task, act } = await params;
  if (!isAct(act) || !/^\d{1,9}$/.test(task)) return failed({ code: 'NOT_FOUND', message: 'There is no such act on a task.' });
  return change(request, (ctx, body: object) => acts[act](ctx, { ...body, task: Number(task) } as never)); // the verb checks the shape
}
