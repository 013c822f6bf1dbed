'use client';

import { Autocomplete, Checkbox, Modal, NumberInput, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type Control, controlSubjects, controls, controlText, controlVerb, defaultRotateDays, maxRotateDays } from '../../lib/model/controls.ts';
import { type ActionClass, actionClasses } from '../../lib/model/facts.ts';
import { plural } from '../../lib/model/format.ts';
import type { NamedSubject, TaskChoices } from '../../lib/model/tasks.ts';
import { classText } from '../glossary.ts';
import { send } from '../settings/useAct.ts';
import { DialogEnd } from './DialogEnd.tsx';
import classes from './remediation.module.css';
import { useTaskAct } from './useTaskAct.tsx';
import { useTaskChoices } from './useTaskChoices.ts';

/** What a task is made of: everything that a filter matches, chosen rows, or one subject by its key. */
export type TaskOf = { credentials: { filter?: string; ids?: string[] }; count: number } | { subject: NamedSubject };
type Made = { act: number; count: number; subjects: number; tasks: number[]; leftOut: { gone: number; taken: number; unknown: string[] } };
type Props = { of: TaskOf | null; onClose: () => void };

/** Makes a task, or many at once. */
export function TaskDialog({ of, onClose }: Props) {
  return (
    <Modal opened={of !== null} onClose={onClose} title="Make it a task" centered size={560}>
      {of && <Form of={of} onClose={onClose} />}
    </Modal>
  );
}

/** What fits what the task is of. */
function controlsFor(of: TaskOf): Control[] {
  const kind = 'subject' in of ? of.subject.kind : 'credential';
  return controls.filter((control) => controlSubjects[control].includes(kind));
}

const worst: ActionClass[] = ['delegate', 'execute', 'read-secret'];
const many = { one: 'One task for all', owner: 'One for those of each owner', each: 'One for each' };

function Form({ of, onClose }: Props & { of: TaskOf }) {
  const act = useTaskAct();
  const choices = useTaskChoices(true);
  const fitting = controlsFor(of);
  const [control, setControl] = useState<Control>(fitting.includes('revoke') ? 'revoke' : fitting[0]!);
  const [days, setDays] = useState<number | string>(defaultRotateDays);
  const [chosen, setChosen] = useState<ActionClass[]>(worst);
  const [split, setSplit] = useState<keyof typeof many>('one');
  const [owner, setOwner] = useState('');
  const [due, setDue] = useState('');
  const [title, setTitle] = useState('');
  const [campaign, setCampaign] = useState<string | null>(null);
  const count = 'subject' in of ? 1 : of.count;
  const byClasses = control === 'scope-down' && !('subject' in of && of.subject.kind === 'edge');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = {
      control,
      split,
      ...('subject' in of ? { subjects: [of.subject] } : { credentials: of.credentials }),
      ...(control === 'rotate' && { days: Number(days) }),
      ...(byClasses && { classes: chosen }),
      ...(owner.trim() && { owner: owner.trim() }),
      ...(due && { due }),
      ...(title.trim() && { title: title.trim() }),
      ...(campaign && { campaign: Number(campaign) }),
    };
    if (await act.run(async () => madeText(await send<Made>('POST', '/api/tasks', body)))) onClose();
  };
  return (
    <form onSubmit={submit} className={classes.form}>
      <Select
        label="Control"
        data={fitting.map((each) => ({ value: each, label: controlVerb[each].toLowerCase() === each ? controlVerb[each] : `${controlVerb[each]} (${each})` }))}
        value={control}
        onChange={(value) => setControl(fitting.find((each) => each === value) ?? control)}
        allowDeselect={false}
        description={controlText[control]}
        data-autofocus
      />
      {control === 'rotate' && (
        <NumberInput
          label="At least every … days"
          value={days}
          onChange={setDays}
          min={1}
          max={maxRotateDays}
          allowDecimal={false}
          required
          withAsterisk={false}
        />
      )}
      {byClasses && (
        <Checkbox.Group
          label="What must not be reached any more"
          value={chosen}
          onChange={(values) => setChosen(actionClasses.filter((name) => values.includes(name)))}
        >
          <div className={classes.classes}>
            {actionClasses.map((name) => (
              <Checkbox key={name} size="xs" value={name} label={name} title={classText[name]} />
            ))}
          </div>
        </Checkbox.Group>
      )}
      {count > 1 && (
        <Select
          label={`${plural(count, 'credential')}: how many tasks`}
          data={Object.entries(many).map(([value, label]) => ({ value, label }))}
          value={split}
          onChange={(value) => setSplit(value === 'owner' || value === 'each' ? value : 'one')}
          allowDeselect={false}
        />
      )}
      <div className={classes.pair}>
        <OwnerInput value={owner} onChange={setOwner} assignees={choices.assignees} description="Empty: the one that the data name." />
        <TextInput
          type="date"
          label="Due"
          value={due}
          onChange={(event) => setDue(event.currentTarget.value)}
          description="Empty: by the SLA of the worst band."
        />
      </div>
      <div className={classes.pair}>
        <TextInput
          label="Title"
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          maxLength={200}
          placeholder="Says what to do with what"
          autoComplete="off"
        />
        <Select
          label="Campaign"
          data={choices.campaigns.map(({ id, name }) => ({ value: String(id), label: name }))}
          value={campaign}
          onChange={setCampaign}
          clearable
          placeholder={choices.campaigns.length > 0 ? 'None' : 'None goes on'}
          disabled={choices.campaigns.length === 0}
        />
      </div>
      <DialogEnd
        act={act}
        label={count > 1 && split !== 'one' ? 'Make the tasks' : 'Make the task'}
        incomplete={byClasses && chosen.length === 0}
        onClose={onClose}
      />
    </form>
  );
}

/** A person's address or a team's name: typed, or one that is known. */
export function OwnerInput({
  value,
  onChange,
  assignees,
  description,
}: {
  value: string;
  onChange: (value: string) => void;
  assignees: TaskChoices['assignees'];
  description?: string;
}) {
  const nameOf = new Map(assignees.map(({ value: each, name }) => [each, name]));
  return (
    <Autocomplete
      label="Owner"
      description={description}
      value={value}
      onChange={onChange}
      data={assignees.map(({ value: each }) => each)}
      renderOption={({ option }) => (
        <span>
          {option.value}
          {nameOf.get(option.value) && <span className={classes.quiet}> {nameOf.get(option.value)}</span>}
        </span>
      )}
      limit={8}
      maxLength={200}
      autoComplete="off"
      placeholder="E-mail address or team"
    />
  );
}

function madeText({ act, count, subjects, leftOut: { gone, taken } }: Made): { text: string; act: number } {
  const left = [
    gone > 0 && `${plural(gone, 'credential')} left out: nothing is left to do`,
    taken > 0 && `${plural(taken, 'credential')} left out: there is such a task already`,
  ];
  return { text: [`${plural(count, 'task')} made on ${plural(subjects, 'subject')}.`, ...left.filter(Boolean)].join(' '), act };
}
