'use client';

import { Button } from '@mantine/core';
import { IconChecklist } from '@tabler/icons-react';
import { useState } from 'react';
import type { NamedSubject } from '../../lib/model/tasks.ts';
import { useKeys } from '../shell/useKeys.ts';
import { TaskDialog, type TaskOf } from './TaskDialog.tsx';

/** Makes it a task; t does too. */
export function MakeTask({ subject }: { subject: NamedSubject }) {
  const [of, setOf] = useState<TaskOf | null>(null);
  useKeys({ t: () => setOf({ subject }) });
  return (
    <>
      <Button size="xs" leftSection={<IconChecklist size={15} />} onClick={() => setOf({ subject })}>
        Make it a task
      </Button>
      <TaskDialog of={of} onClose={() => setOf(null)} />
    </>
  );
}
