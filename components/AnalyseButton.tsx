'use client';

import { Button } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { formatCount } from '../lib/model/format.ts';
import classes from './AnalyseButton.module.css';

type Line = { progress?: { phase: string; done: number; total?: number }; value?: { id: number }; error?: { message: string } };

/** Runs the analysis and tells how far it is; then the screen shows the new figures, and `onDone` is told. */
export function AnalyseButton({ label = 'Analyse now', variant = 'filled', onDone }: { label?: string; variant?: 'filled' | 'default'; onDone?: () => void }) {
  const router = useRouter();
  const [said, setSaid] = useState('');
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    setSaid('Starting');
    const failure = await analyse((line) => line.progress && setSaid(progressText(line.progress))).catch(() => 'The server did not answer. Try again.');
    setBusy(false);
    setSaid(failure ?? '');
    if (failure) return;
    router.refresh();
    onDone?.();
  };
  return (
    <span className={classes.analyse}>
      <Button onClick={run} loading={busy} variant={variant} size="xs">
        {label}
      </Button>
      <span className={classes.said} role="status">
        {said}
      </span>
    </span>
  );
}

const progressText = ({ phase, done, total }: NonNullable<Line['progress']>): string =>
  total ? `${phase}: ${formatCount(done)} of ${formatCount(total)}` : `${phase}${done > 0 ? `: ${formatCount(done)}` : ''}`;

/** Asks for an analysis and reads its JSON lines to the end. Answers what went wrong, or nothing. */
async function analyse(onLine: (line: Line) => void): Promise<string | undefined> {
  const response = await fetch('/api/analyses', { method: 'POST' });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) return 'The server did not answer. Try again.';
  let last: Line = {};
  for (let rest = ''; ; ) {
    const { value, done } = await reader.read();
    const lines = (rest + (value ?? '')).split('\n');
    rest = done ? '' : (lines.pop() ?? '');
    for (const text of lines.filter(Boolean)) {
      last = JSON.parse(text);
      onLine(last);
    }
    if (done) return last.error?.message ?? (last.value ? undefined : 'The analysis ended early. Try again.');
  }
}
