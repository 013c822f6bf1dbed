'use client';

import { useEffect, useState } from 'react';
import type { TaskChoices } from '../../lib/model/tasks.ts';

const none: TaskChoices = { assignees: [], campaigns: [] };

/** Owners and campaigns to choose from, asked for when a form for them opens. Without an answer one types. @param wanted  a form is open */
export function useTaskChoices(wanted: boolean): TaskChoices {
  const [choices, setChoices] = useState<TaskChoices>(none);
  useEffect(() => {
    if (!wanted) return;
    const asking = new AbortController();
    const ask = async () => {
      const response = await fetch('/api/tasks/choices', { signal: asking.signal });
      if (response.ok) setChoices(await response.json());
    };
    ask().catch(() => undefined);
    return () => asking.abort();
  }, [wanted]);
  return choices;
}
