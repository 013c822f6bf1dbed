'use client';

import { Button, NativeSelect, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type BlastBudget, issuanceText, presentationText } from '../../lib/model/decisions.ts';
import { type Issuance, issuances, type Presentation, presentations } from '../../lib/model/facts.ts';
import classes from '../remediation/remediation.module.css';
import { useTaskAct } from '../remediation/useTaskAct.tsx';
import { send } from '../settings/useAct.ts';
import { BudgetFields } from './BudgetFields.tsx';

export type About = { kind: 'agent' | 'system'; key: string };
type Props = { about?: About; onClose: () => void };

/** Which authentication model, for what, why, until when, and within which blast budget. */
export function AskDecisionForm({ about, onClose }: Props) {
  const act = useTaskAct();
  const [kind, setKind] = useState<About['kind']>(about?.kind ?? 'agent');
  const [key, setKey] = useState(about?.key ?? '');
  const [issuance, setIssuance] = useState<Issuance>('static');
  const [presentation, setPresentation] = useState<Presentation>('bearer');
  const [reason, setReason] = useState('');
  const [expires, setExpires] = useState('');
  const [budget, setBudget] = useState<BlastBudget>();
  const subject = kind === 'agent' ? { agent: key.trim() } : { system: key.trim() };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const done = await act.run(async () => {
      await send('POST', '/api/decisions', { about: subject, issuance, presentation, reason, expires, ...(budget && { budget }) });
      return { text: 'Asked for. A manager who is not you decides.' };
    });
    if (done) onClose();
  };
  return (
    <form onSubmit={submit} className={classes.form}>
      <p className={classes.explained}>
        Without a decision, attested credentials and the sign-in of people need nobody’s approval, and static ones have nobody’s. A system’s decision holds for
        its agents too, unless they have one of their own.
      </p>
      <SegmentedControl
        aria-label="About"
        value={kind}
        onChange={(value) => setKind(value === 'system' ? 'system' : 'agent')}
        data={[
          { value: 'agent', label: 'An agent' },
          { value: 'system', label: 'A system' },
        ]}
      />
      <TextInput
        label={kind === 'agent' ? 'Agent' : 'System'}
        description={kind === 'agent' ? 'Key or alias of its identity.' : 'As data name it, such as aws.'}
        value={key}
        onChange={(event) => setKey(event.currentTarget.value)}
        required
        withAsterisk={false}
        autoComplete="off"
        data-autofocus
      />
      <NativeSelect
        label="Weakest issuance"
        description={issuanceText[issuance]}
        value={issuance}
        onChange={(event) => setIssuance(issuances.find((each) => each === event.currentTarget.value) ?? 'static')}
        data={[...issuances]}
      />
      <NativeSelect
        label="Weakest presentation"
        description={presentationText[presentation]}
        value={presentation}
        onChange={(event) => setPresentation(presentations.find((each) => each === event.currentTarget.value) ?? 'bearer')}
        data={[...presentations]}
      />
      <Textarea
        label="Reason"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        autosize
        minRows={2}
        maxLength={4000}
        required
        withAsterisk={false}
      />
      <TextInput
        type="date"
        label="Until"
        description="At most a year on."
        value={expires}
        onChange={(event) => setExpires(event.currentTarget.value)}
        required
        withAsterisk={false}
      />
      <BudgetFields budget={budget} onChange={setBudget} about={subject} mayAsk={key.trim() !== ''} />
      {act.failure && (
        <p className={classes.failure} role="alert">
          {act.failure}
        </p>
      )}
      <div className={classes.atEnd}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={act.busy} disabled={key.trim() === '' || reason.trim() === '' || expires === ''}>
          Ask for it
        </Button>
      </div>
    </form>
  );
}
