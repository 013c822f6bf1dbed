'use client';

import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type BlastBudget, issuanceText, presentationText } from '../../lib/model/decisions.ts';
import { type Issuance, issuances, type Presentation, presentations } from '../../lib/model/facts.ts';
import { DialogEnd } from '../remediation/DialogEnd.tsx';
import { isGiven, noReason, ReasonUntilFields } from '../remediation/ReasonUntilFields.tsx';
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
  const [why, setWhy] = useState(noReason);
  const [budget, setBudget] = useState<BlastBudget>();
  const subject = kind === 'agent' ? { agent: key.trim() } : { system: key.trim() };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const done = await act.run(async () => {
      await send('POST', '/api/decisions', { about: subject, issuance, presentation, ...why, ...(budget && { budget }) });
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
      <ReasonUntilFields value={why} onChange={setWhy} minRows={2} />
      <BudgetFields budget={budget} onChange={setBudget} about={subject} mayAsk={key.trim() !== ''} />
      <DialogEnd act={act} label="Ask for it" incomplete={key.trim() === '' || !isGiven(why)} onClose={onClose} />
    </form>
  );
}
