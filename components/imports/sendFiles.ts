import { messageOf } from '../jobs/useJob.ts';

/** A file as it was dropped, with the folders it came in. */
export type Dropped = { file: File; name: string };

/** Names as a person sees them: `folder/file`, without what browsers put before it. */
export function namedFiles(files: readonly File[]): Dropped[] {
  return files.map((file) => {
    const given = 'path' in file && typeof file.path === 'string' ? file.path : file.webkitRelativePath || file.name;
    return { file, name: (given || file.name).replace(/^\.?\/+/, '') };
  });
}

export async function post<T>(url: string, body?: unknown, method = 'POST'): Promise<T> {
  const json = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
  const response = await fetch(url, { method, ...json });
  const said: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw new Error(messageOf(said));
  return said as T; // what the route answers where it answers 200
}

/** Sends the files one after another; tells how many bytes are there. Answers the upload's id. */
export async function sendFiles(files: readonly Dropped[], onBytes: (sent: number) => void, signal: AbortSignal): Promise<string> {
  const { id } = await post<{ id: string }>('/api/uploads');
  let before = 0;
  for (const { file, name } of files) {
    await sendFile(`/api/uploads/${id}/files?name=${encodeURIComponent(name)}`, file, (sent) => onBytes(before + sent), signal);
    before += file.size;
    onBytes(before);
  }
  return id;
}

/** XMLHttpRequest: fetch does not tell how much of a body has gone. */
function sendFile(url: string, file: File, onBytes: (sent: number) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded }) => onBytes(loaded);
    request.onload = () => (request.status === 200 ? resolve() : reject(new Error(messageOf(request.response))));
    request.onerror = () => reject(new Error('The connection broke off while the files were sent. Try again.'));
    request.onabort = () => reject(new Error('Stopped; nothing was imported.'));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}
