'use client';

import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { formatCount, plural } from '../../lib/model/format.ts';
import type { PatternRule, RuleList } from '../../lib/model/patternRules.ts';
import { AnalyseButton } from '../AnalyseButton.tsx';
import { Banner } from '../Banner.tsx';
import { RuleChanges, type ShownChange } from './RuleChanges.tsx';
import classes from './RuleEditor.module.css';
import { RuleRow } from './RuleRow.tsx';
import { asDraft, asRules, type DraftRule, emptyRule, isComplete, moved, sameRules } from './ruleDraft.ts';
import { SaidLine } from './SaidLine.tsx';
import { send, useAct } from './useAct.ts';
import { usePreview } from './usePreview.ts';

/** The rules by pattern as a draft: nothing counts until it is saved, and what it would do is shown before. */
export function RuleEditor({ saved, changes, stale }: { saved: RuleList; changes: ShownChange[]; stale: boolean }) {
  const [base, setBase] = useState(saved);
  const [draft, setDraft] = useState(() => asDraft(saved.rules));
  const [undo, setUndo] = useState<PatternRule[] | null>(null);
  const [added, setAdded] = useState<number | null>(null);
  const act = useAct();
  const rules = asRules(draft);
  const dirty = !sameRules(rules, base.rules);
  const preview = usePreview(rules, isComplete(rules));
  const take = (list: RuleList) => {
    setBase(list);
    setDraft(asDraft(list.rules));
  };
  const save = (next: PatternRule[]) =>
    act.run(async () => {
      const before = base.rules;
      take(await send<RuleList>('PUT', '/api/patterns', { version: base.version, rules: next }));
      setUndo(before);
      return '';
    });
  const change = (slot: number, to: Partial<DraftRule>) => setDraft(draft.map((rule) => (rule.slot === slot ? { ...rule, ...to } : rule)));
  const add = () => {
    const rule = emptyRule();
    setAdded(rule.slot);
    setDraft([...draft, rule]);
  };
  return (
    <>
      {(stale || undo) && !dirty && (
        <div className={classes.stale}>
          <Banner
            action={
              <span className={classes.after}>
                {undo && (
                  <Button size="xs" variant="default" onClick={() => save(undo)} loading={act.busy}>
                    Undo
                  </Button>
                )}
                <AnalyseButton onDone={() => setUndo(null)} />
              </span>
            }
          >
            {undo
              ? 'Saved and applied. The figures stand for what was before.'
              : 'The facts have changed since the last analysis; the figures stand for what was before.'}
          </Banner>
        </div>
      )}
      {draft.length === 0 ? (
        <p className={classes.none}>
          No rule yet: everything has what its sources say, and where these say nothing, sensitivity 2 and no environment. Begin with your crown jewels: a
          pattern such as <code>*:prod/*</code> for resources, sensitivity 5.
        </p>
      ) : (
        <ol className={classes.rules}>
          {draft.map((rule, i) => (
            <RuleRow
              key={rule.slot}
              rule={rule}
              number={i + 1}
              last={i === draft.length - 1}
              focus={rule.slot === added}
              effect={preview.effects?.[i]}
              pending={preview.pending}
              onChange={(to) => change(rule.slot, to)}
              onMove={(by) => setDraft(moved(draft, i, by))}
              onDelete={() => setDraft(draft.filter(({ slot }) => slot !== rule.slot))}
            />
          ))}
        </ol>
      )}
      <div className={classes.foot}>
        <Button variant="default" size="xs" leftSection={<IconPlus size={15} stroke={1.8} />} onClick={add}>
          Add a rule
        </Button>
        <span className={classes.outcome} role="status">
          {act.busy ? 'Applying the rules to everything that is loaded; a large estate takes a minute or two …' : outcome(dirty, isComplete(rules), preview)}
        </span>
        {dirty && (
          <span className={classes.after}>
            <Button size="xs" variant="default" onClick={() => take(base)} disabled={act.busy}>
              Discard
            </Button>
            <Button size="xs" onClick={() => save(rules)} loading={act.busy} disabled={!isComplete(rules)}>
              Save and apply
            </Button>
          </span>
        )}
        <SaidLine said={act.said} />
      </div>
      {changes.length > 0 && <RuleChanges changes={changes} onBringBack={(list) => setDraft(asDraft(list))} />}
    </>
  );
}

function outcome(dirty: boolean, complete: boolean, { changed, released, pending, wrong }: ReturnType<typeof usePreview>): string {
  if (wrong) return wrong;
  if (!dirty) return '';
  if (!complete) return 'Each rule needs a pattern with something beside the *, and a value.';
  if (pending || changed === undefined || released === undefined) return 'Looking at what would change …';
  const back = released > 0 ? `; ${formatCount(released)} of them would have what ${released === 1 ? 'its' : 'their'} sources say again` : '';
  return changed === 0 ? 'Nothing would change.' : `${plural(changed, 'node')} would change${back}.`;
}
