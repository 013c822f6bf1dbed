'use client';

import { Button, Select, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { parseAsString, useQueryState } from 'nuqs';
import { type FormEvent, useEffect, useState } from 'react';
import { audiences, audienceText, type ReportRow } from '../../lib/model/reports.ts';
import { JobProgress } from '../jobs/JobProgress.tsx';
import { useJob } from '../jobs/useJob.ts';
import { send } from '../settings/useAct.ts';
import classes from './reports.module.css';

const phases = { gathering: 'Gathering, bytes written' };
const dayMs = 86_400_000;
const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Chooses for whom, of what and when; then shows how far it is. The job stands in the URL, so that a reload comes back to it. */
export function MakeReport({ reports }: { reports: ReportRow[] }) {
  const router = useRouter();
  const [jobId, setJobId] = useQueryState('job', parseAsString);
  const [failure, setFailure] = useState<string | null>(null);
  const { job, lost } = useJob(jobId);
  const over = job?.finishedAt ?? null;
  useEffect(() => {
    if (over) router.refresh();
  }, [over, router]);
  const said = failure ?? lost ?? job?.error?.message ?? null;
  return (
    <div className={classes.form}>
      {jobId && !over && !lost ? (
        <JobProgress job={job} title="Making the report" phases={phases} />
      ) : (
        <Form
          reports={reports}
          onSent={(id) => {
            setFailure(null);
            void setJobId(id);
          }}
          onFailure={setFailure}
        />
      )}
      {said && (
        <p className={classes.failure} role="alert">
          {said}
        </p>
      )}
      {job?.state === 'done' && <p role="status">The report is made: it is the first of the library.</p>}
    </div>
  );
}

function Form({ reports, onSent, onFailure }: { reports: ReportRow[]; onSent: (job: string) => void; onFailure: (message: string) => void }) {
  const [audience, setAudience] = useState<string>('board');
  const [filter, setFilter] = useState('');
  const [from, setFrom] = useState(() => day(Date.now() - 30 * dayMs));
  const [to, setTo] = useState(() => day(Date.now() + dayMs));
  const [compare, setCompare] = useState('previous');
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const period = { from: `${from}T00:00:00Z`, to: `${to}T00:00:00Z` };
    const body = { audience, filter, period, compare: /^\d+$/.test(compare) ? Number(compare) : compare };
    await send<{ id: string }>('POST', '/api/reports', body).then(
      ({ id }) => onSent(id),
      (error: Error) => onFailure(error.message),
    );
    setBusy(false);
  };
  return (
    <form onSubmit={submit} className={classes.fields}>
      <Select
        label="For whom"
        data={audiences.map((value) => ({ value, label: audienceText[value] }))}
        value={audience}
        onChange={(value) => value && setAudience(value)}
        allowDeselect={false}
      />
      <TextInput type="date" label="Period from" value={from} onChange={(event) => setFrom(event.currentTarget.value)} required withAsterisk={false} />
      <TextInput type="date" label="to, not included" value={to} onChange={(event) => setTo(event.currentTarget.value)} required withAsterisk={false} />
      <Select
        label="Compared with"
        data={[
          { value: 'previous', label: 'The one before it' },
          { value: 'none', label: 'None' },
          ...reports
            .slice(0, 30)
            .map(({ id, audience: of, frozenAt }) => ({ value: String(id), label: `${id}: ${audienceText[of]}, ${frozenAt.slice(0, 10)}` })),
        ]}
        value={compare}
        onChange={(value) => value && setCompare(value)}
        allowDeselect={false}
      />
      <TextInput
        className={classes.wide}
        label="Scope"
        description="A filter as on Credentials, such as system:aws environment:prod; empty: everything."
        value={filter}
        onChange={(event) => setFilter(event.currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
      />
      <div className={classes.act}>
        <Button type="submit" loading={busy}>
          Make it
        </Button>
      </div>
    </form>
  );
}
