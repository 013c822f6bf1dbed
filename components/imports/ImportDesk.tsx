'use client';

import { Button, Checkbox, Progress, Select, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { parseAsString, useQueryState } from 'nuqs';
import { useCallback, useEffect, useRef, useState } from 'react';
import { formatBytes, formatCount, plural } from '../../lib/model/format.ts';
import type { ImportJobResult, PreviewFile, UploadPreview } from '../../lib/model/uploads.ts';
import { JobProgress } from '../jobs/JobProgress.tsx';
import { useJob } from '../jobs/useJob.ts';
import { Notice } from '../Notice.tsx';
import { DropFiles } from './DropFiles.tsx';
import classes from './ImportDesk.module.css';
import { ImportResult } from './ImportResult.tsx';
import { PreviewFiles } from './PreviewFiles.tsx';
import { type Dropped, post, sendFiles } from './sendFiles.ts';

export type Format = { id: string; title: string };
const phases = { read: 'Reading records', apply: 'Storing facts', derive: 'Working out what policies mean', nodes: 'Joining names', done: 'Finishing' };

/**
 * From dropped files to a finished import: sending, what each was recognised as, the import with its progress, what it did. The upload and the job stand in the URL, so that a reload
 * comes back to the same place.
 */
export function ImportDesk({ formats, mayConfirm }: { formats: Format[]; mayConfirm: boolean }) {
  const router = useRouter();
  const [upload, setUpload] = useQueryState('upload', parseAsString);
  const [jobId, setJobId] = useQueryState('job', parseAsString);
  const [error, setError] = useState<string | null>(null);
  const { job, lost } = useJob(jobId);
  const over = job?.finishedAt ?? null;
  useEffect(() => {
    if (over) router.refresh();
  }, [over, router]);
  useEffect(() => {
    // a long preview has gone: what follows it begins at the top
    if (jobId) window.scrollTo({ top: 0 });
  }, [jobId]);
  const again = useCallback(() => {
    setError(null);
    void setUpload(null);
    void setJobId(null);
  }, [setUpload, setJobId]);
  if (lost) {
    return (
      <Notice tone="wrong" title="Lost sight of the import" actions={<Button onClick={() => location.reload()}>Look again</Button>}>
        {lost} It may still be going on: whatever it has come to is under History.
      </Notice>
    );
  }
  const failure = error ?? job?.error?.message;
  if (failure) {
    const retry = job?.error && upload ? () => void setJobId(null) : again;
    return (
      <Notice
        tone="wrong"
        title="Nothing was imported"
        actions={<Button onClick={retry}>{job?.error && upload ? 'Back to the files' : 'Drop other files'}</Button>}
      >
        {failure}
      </Notice>
    );
  }
  if (jobId && job?.state === 'done') return <ImportResult result={job.result as ImportJobResult} mayConfirm={mayConfirm} onAgain={again} />;
  if (jobId) return <JobProgress job={job} title="Importing" phases={phases} />;
  if (upload) return <Preview upload={upload} formats={formats} onStart={setJobId} onDrop={again} onError={setError} />;
  return <Sending onSent={setUpload} onError={setError} />;
}

function Sending({ onSent, onError }: { onSent: (upload: string) => void; onError: (message: string) => void }) {
  const [sent, setSent] = useState<{ bytes: number; of: number; files: number } | null>(null);
  const stop = useRef<AbortController>(undefined);
  const send = async (files: Dropped[]) => {
    if (files.length === 0) return;
    const of = files.reduce((sum, { file }) => sum + file.size, 0);
    stop.current = new AbortController();
    setSent({ bytes: 0, of, files: files.length });
    await sendFiles(files, (bytes) => setSent({ bytes, of, files: files.length }), stop.current.signal).then(onSent, (error: Error) => onError(error.message));
    setSent(null);
  };
  if (!sent) return <DropFiles onFiles={send} />;
  return (
    <div className={classes.step} role="status">
      <div className={classes.line}>
        <strong>Sending {plural(sent.files, 'file')}</strong>
        <span className={classes.quiet}>
          {formatBytes(sent.bytes)} of {formatBytes(sent.of)}
        </span>
      </div>
      <Progress value={sent.of === 0 ? 100 : (100 * sent.bytes) / sent.of} aria-label="Sent" size="sm" />
      <div>
        <Button variant="default" size="xs" onClick={() => stop.current?.abort()}>
          Stop
        </Button>
      </div>
    </div>
  );
}

type PreviewProps = { upload: string; formats: Format[]; onStart: (job: string) => void; onDrop: () => void; onError: (message: string) => void };

function Preview({ upload, formats, onStart, onDrop, onError }: PreviewProps) {
  const [preview, setPreview] = useState<UploadPreview | null>(null);
  const [format, setFormat] = useState<string | null>(null);
  const [name, setName] = useState('');
  const [takenNow, setTakenNow] = useState(false);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    let here = true;
    setPreview(null);
    post<UploadPreview>(`/api/uploads/${upload}/preview${format ? `?format=${format}` : ''}`).then(
      (value) => here && setPreview(value),
      (error: Error) => here && onError(error.message),
    );
    return () => {
      here = false;
    };
  }, [upload, format, onError]);
  const start = async () => {
    setBusy(true);
    const input = { upload, ...(name.trim() && { name: name.trim() }), ...(format && { format }), ...(takenNow && { taken: 'now' }) };
    await post<{ id: string }>('/api/imports', input).then(
      ({ id }) => onStart(id),
      (error: Error) => onError(error.message),
    );
    setBusy(false);
  };
  const drop = async () => {
    await post(`/api/uploads/${upload}`, undefined, 'DELETE').catch(() => undefined); // it is gone a day later all the same
    onDrop();
  };
  if (!preview)
    return (
      <p className={classes.quiet} role="status">
        Looking at the files …
      </p>
    );
  const known = preview.files.filter((file) => !file.refused);
  const refused = preview.files.filter((file) => file.refused && file.refused !== 'left out');
  return (
    <div className={classes.step}>
      <div className={classes.line}>
        <strong>
          {formatCount(known.length)} of {plural(preview.files.length, 'file')} recognised
        </strong>
        <span className={classes.quiet}>{formatBytes(preview.sizeBytes)}; nothing is stored yet</span>
      </div>
      <PreviewFiles files={preview.files} />
      {refused.length > 0 && (
        <p className={classes.wrong} role="alert">
          {whatNow(refused, known.length)}
        </p>
      )}
      <div className={classes.options}>
        <TextInput
          label="Name of the source"
          description="Where the files do not say which account or platform they are from: one name a machine or team"
          placeholder="default"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label="Format"
          description="By content, unless you know better"
          placeholder="recognised"
          clearable
          data={formats.map(({ id, title }) => ({ value: id, label: title }))}
          value={format}
          onChange={setFormat}
        />
        <Checkbox
          className={classes.whole}
          label="These files were taken just now"
          description="Where they say no time themselves, the newest time in them counts: a list whose newest entry was deleted would look older than the one before"
          checked={takenNow}
          onChange={(event) => setTakenNow(event.currentTarget.checked)}
        />
      </div>
      <div className={classes.acts}>
        {known.length > 0 && (
          <Button onClick={start} loading={busy} disabled={refused.length > 0}>
            Import {plural(known.length, 'file')}
          </Button>
        )}
        <Button variant={known.length > 0 ? 'default' : 'filled'} onClick={drop}>
          {known.length > 0 ? `Discard ${preview.files.length === 1 ? 'it' : 'them'}` : 'Choose other files'}
        </Button>
      </div>
    </div>
  );
}

/** What is refused with files that cannot be imported, and what can be done about it. */
function whatNow(refused: readonly PreviewFile[], others: number): string {
  const them = refused.length === 1 ? 'it' : 'them';
  const whole = others > 0 ? `, and with ${them} the set is refused as a whole: a part of it would look as if the rest had vanished` : '; nothing is stored';
  const mend = others > 0 ? `Take ${them} out and drop the rest again` : `Mend ${them} and drop ${them} again`;
  const format = refused.some((file) => file.refused === 'unknown') ? ', or choose the format below if you know it' : '';
  return `${plural(refused.length, 'file')} cannot be imported${whole}. ${mend}${format}.`;
}
