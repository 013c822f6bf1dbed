import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { addFile } from '../../../../../lib/services/uploads.ts';
import { answer, failed, refuseForeign, withPerson } from '../../../answer.ts';

type Props = { params: Promise<{ upload: string }> };

/** One file: the body is its bytes, `name` how it is to be shown. Streamed to disk, whatever its size. */
export async function PUT(request: Request, { params }: Props): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const name = new URL(request.url).searchParams.get('name') ?? '';
  const { body } = request;
  return withPerson(async (ctx) => {
    const { upload } = await params;
    if (!body) return answer(await addFile(ctx, { upload, name }, nothing()));
    try {
      return answer(await addFile(ctx, { upload, name }, Readable.fromWeb(asNodeStream(body))));
    } catch (error) {
      if (request.signal.aborted) return failed({ code: 'UNAVAILABLE', message: 'The upload broke off; send the file again.' });
      throw error;
    }
  });
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** The body of a request is a web stream of bytes; Node's type of the same thing differs in name only. */
const asNodeStream = (body: globalThis.ReadableStream<Uint8Array>): ReadableStream => body as ReadableStream;
