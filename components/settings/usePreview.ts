'use client';

import { useEffect, useState } from 'react';
import type { PatternRule, RuleEffect, RulePreview } from '../../lib/model/patternRules.ts';
import { send } from './useAct.ts';

export type Preview = { effects?: RuleEffect[]; changed?: number; released?: number; pending: boolean; wrong?: string };

/** A person who types rests this long between words. */
const restMs = 400;

/** What these rules would do, asked anew whenever they change and are complete; an answer that comes late is not waited for. */
export function usePreview(rules: PatternRule[], complete: boolean): Preview {
  const [preview, setPreview] = useState<Preview>({ pending: false });
  const asked = JSON.stringify(rules);
  useEffect(() => {
    if (!complete) return setPreview({ pending: false });
    const cancel = new AbortController();
    setPreview(({ wrong: _, ...before }) => ({ ...before, pending: true }));
    const timer = setTimeout(async () => {
      const next = await send<RulePreview>('POST', '/api/patterns/preview', { rules: JSON.parse(asked) }, cancel.signal).then(
        ({ rules: effects, changed, released }): Preview => ({ effects, changed, released, pending: false }),
        (error: Error): Preview => ({ pending: false, wrong: error.message }),
      );
      if (!cancel.signal.aborted) setPreview(next);
    }, restMs);
    return () => {
      clearTimeout(timer);
      cancel.abort();
    };
  }, [asked, complete]);
  return preview;
}
