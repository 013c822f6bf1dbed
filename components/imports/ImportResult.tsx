'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { formatCount, plural } from '../../lib/model/format.ts';
import type { Counts, ImportReport, SourceReport } from '../../lib/model/importReport.ts';
import { rejectionText } from '../../lib/model/rejectionText.ts';
import type { ImportJobResult } from '../../lib/model/uploads.ts';
import { JobProgress } from '../jobs/JobProgress.tsx';
import { useJob } from '../jobs/useJob.ts';
import { ImportActs } from './ImportActs.tsx';
import classes from './ImportDesk.module.css';

const phases = {
  load: 'Loading the estate',
  build: 'Building the graph',
  analyze: 'Computing every credential',
  evidence: 'Weighing the evidence',
  store: 'Storing figures',
  open: 'Opening the table',
};

/** What an import did, file by file and source by source, and the analysis that follows. */
export function ImportResult({ result: { report, analysis }, mayConfirm, onAgain }: { result: ImportJobResult; mayConfirm: boolean; onAgain: () => void }) {
  const accepted = report.files.reduce((sum, file) => sum + file.accepted, 0);
  const rejected = report.files.reduce((sum, file) => sum + file.rejected, 0);
  return (
    <div className={classes.step}>
      <div className={classes.line}>
        <strong>{outcome(report)}</strong>
        <span className={classes.quiet}>
          {plural(accepted, 'record')} accepted, {formatCount(rejected)} rejected
        </span>
      </div>
      {report.sources.map((source) => (
        <Source key={source.importId} source={source} mayConfirm={mayConfirm} />
      ))}
      {rejected > 0 && (
        <p className={classes.why}>
          {accepted > 0
            ? `Each rejected record is left out, with its line and reason; what was accepted ${report.sources.every(isHeld) ? 'is held' : 'is kept'}:`
            : 'No record could be accepted; each is left out, with its line and reason:'}
        </p>
      )}
      {rejected > 0 && (
        <ul className={classes.files}>
          {report.files
            .filter((file) => file.rejected > 0)
            .map((file) => (
              <li key={file.file} className={classes.file}>
                <div className={classes.fileHead}>
                  <span className={classes.fileName}>{file.file}</span>
                  <Link prefetch={false} href={`/imports/files/${file.id}`} className={classes.quiet}>
                    {file.rejected === 1 ? 'the rejected record' : `all ${formatCount(file.rejected)} rejected records`}
                  </Link>
                </div>
                {file.rejections.slice(0, 3).map((rejection) => (
                  <p key={`${rejection.line}${rejection.field}${rejection.reason}`} className={classes.why}>
                    line {formatCount(rejection.line)}: {rejectionText(rejection)}
                  </p>
                ))}
              </li>
            ))}
        </ul>
      )}
      {report.alreadyImported.map(({ file, importId }) => (
        <p key={file} className={classes.why}>
          {file} was imported before (
          <Link prefetch={false} href={`/imports/${importId}`}>
            import {importId}
          </Link>
          ); nothing changed through it.
        </p>
      ))}
      {(report.skipped ?? []).length > 0 && <p className={classes.why}>{plural(report.skipped!.length, 'file')} left out, in no format known here.</p>}
      {analysis && <Following id={analysis} />}
      <div className={classes.acts}>
        <Button variant="default" onClick={onAgain}>
          Import more
        </Button>
      </div>
    </div>
  );
}

const isHeld = ({ state }: SourceReport): boolean => state === 'held';

/** What came of it, in a few words. */
function outcome({ files, sources }: ImportReport): string {
  if (sources.length === 0) return 'Nothing new: these files were imported before';
  const held = sources.filter(isHeld).length;
  if (held === sources.length) return 'Read, and waiting for you: nothing of it counts yet';
  if (held > 0) return 'Imported; a part of it waits for you';
  return files.every(({ records, accepted }) => records > 0 && accepted === 0) ? 'Nothing was imported: every record was rejected' : 'Imported';
}

function Source({ source, mayConfirm }: { source: SourceReport; mayConfirm: boolean }) {
  return (
    <div className={classes.file} data-held={source.state === 'held'}>
      <div className={classes.fileHead}>
        <span className={classes.fileName}>{source.source}</span>
        <Link prefetch={false} href={`/imports/${source.importId}`} className={classes.quiet}>
          {source.state === 'held' ? 'what would change' : 'what changed'}
        </Link>
      </div>
      {source.state === 'applied' && (
        <p className={classes.why}>
          {plural(source.facts, 'fact')}. Nodes: {counts(source.nodes)}. Edges and grants: {counts(source.edges)}.
          {source.late &&
            ' Its data are older than what the source has said since: kept as history, nothing that stands changed. If they were taken later all the same, because their newest entry was deleted for example, import them again as taken just now.'}
        </p>
      )}
      {source.state === 'held' && (
        <>
          <p className={classes.held}>Held, nothing of it counts yet: {source.heldReason}</p>
          {mayConfirm && <ImportActs importId={source.importId} acts={['confirm', 'drop']} />}
        </>
      )}
    </div>
  );
}

const counts = ({ added, changed, gone }: Counts): string => `${formatCount(added)} added, ${formatCount(changed)} changed, ${formatCount(gone)} gone`;

/** The analysis that an import asks for: when it is done, the figures are new. */
function Following({ id }: { id: string }) {
  const router = useRouter();
  const { job, lost } = useJob(id);
  const over = job?.finishedAt ?? null;
  useEffect(() => {
    if (over) router.refresh();
  }, [over, router]);
  if (lost || job?.error) return <p className={classes.wrong}>The analysis did not end well: {lost ?? job?.error?.message}</p>;
  if (job?.state === 'done')
    return (
      <p className={classes.why}>
        The figures are new.{' '}
        <Link prefetch={false} href="/">
          See the Overview
        </Link>{' '}
        or{' '}
        <Link prefetch={false} href="/credentials">
          the credentials
        </Link>
        .
      </p>
    );
  return <JobProgress job={job} title="Computing the blast radii" phases={phases} />;
}
