import { fail, ok, type Result } from '../../../../lib/model/errors.ts';
import { receiveTicketStatus } from '../../../../lib/services/receiveTicketStatus.ts';
import { processContext } from '../../../processContext.ts';
import { answer, failed } from '../../answer.ts';

type Props = { params: Promise<{ webhook: string }> };

/** Far more than what a tracker says of one issue. */
const mostBytes = 1024 * 1024;

/** What a tracker says of an issue. It comes from a machine without a session: the signature over its body is the permission. */
export async function POST(request: Request, { params }: Props): Promise<Response> {
  const [{ webhook }, body] = [await params, await readBytes(request)];
  if (!body.ok) return failed(body.error);
  return answer(await receiveTicketStatus(await processContext(), { webhook, headers: request.headers, body: body.value }));
}

/** The body as it came, for its signature is over these bytes. */
async function readBytes(request: Request): Promise<Result<Buffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > mostBytes) return fail('TOO_LARGE', `The body is larger than ${mostBytes / 1024} KB.`);
    chunks.push(chunk);
  }
  return ok(Buffer.concat(chunks));
}
