'use client';

import { Button } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { useRef } from 'react';
import { formatText, type ReportVerdict } from '../../lib/model/reports.ts';
import classes from './reports.module.css';
import { useVerdicts, type Verdict } from './useVerdicts.ts';

/** Files of reports, each with its .sig if that was dropped too, checked against what was signed. */
export function VerifyFile() {
  const open = useRef<() => void>(null);
  const { busy, verdicts, check } = useVerdicts();
  return (
    <>
      <Dropzone
        onDrop={check}
        openRef={open}
        activateOnClick={false}
        inputProps={{ 'aria-label': 'Files to verify' }}
        useFsAccessApi={false}
        loading={busy}
        className={classes.zone}
      >
        <div className={classes.drop}>
          <p>Drop a file and its .sig here</p>
          <Button variant="default" size="xs" onClick={() => open.current?.()}>
            Choose files
          </Button>
        </div>
      </Dropzone>
      <ul className={classes.verdicts} aria-live="polite">
        {verdicts.map((verdict) => (
          <li key={verdict.name} data-ok={verdict.said?.ok === true}>
            <strong>{verdict.name}</strong> <Line verdict={verdict} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Line({ verdict: { said, failure } }: { verdict: Verdict }) {
  if (!said) return <span role="alert">{failure}</span>;
  return <span>{said.ok ? untouched(said) : said.faults.join('; ')}</span>;
}

const untouched = ({ signed, report }: ReportVerdict): string =>
  [
    signed ? `is untouched: ${formatText[signed.format]}, as signed.` : 'is as it was made here; no signature was dropped with it.',
    report && `Report ${report.id}, frozen ${report.frozenAt}.`,
  ]
    .filter(Boolean)
    .join(' ');
