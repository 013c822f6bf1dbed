'use client';

import { Button } from '@mantine/core';
import { useState } from 'react';
import { type CorrectionSubject, correctionSays } from '../../lib/model/corrections.ts';
import { CorrectDialog } from './CorrectDialog.tsx';

/** Says that something in the facts is wrong; the dialog behind it asks why and until when. @param quiet smaller, where many stand below each other */
export function CorrectButton({ subject, quiet = false }: { subject: CorrectionSubject; quiet?: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size={quiet ? 'compact-xs' : 'xs'} variant={quiet ? 'subtle' : 'default'} onClick={() => setOpen(true)}>
        {correctionSays[subject.kind]}
      </Button>
      {open && <CorrectDialog subject={subject} onClose={() => setOpen(false)} />}
    </>
  );
}
