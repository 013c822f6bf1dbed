import { Button, TextInput } from '@mantine/core';
import classes from './PathForm.module.css';

export type PathQuestion = { from: string; to: string; scenario: 'leak' | 'takeover'; end: 'certain' | 'upTo'; maxLength: string };

/** From what to what: a plain form, whose address is the question. */
export function PathForm({ question }: { question: PathQuestion }) {
  const { from, to, scenario, end, maxLength } = question;
  return (
    <form action="/explore" className={classes.form}>
      <TextInput
        name="from"
        label="From"
        placeholder="Key or alias of a credential, identity or workload"
        defaultValue={from}
        required
        className={classes.wide}
        spellCheck={false}
      />
      <TextInput name="to" label="To" placeholder="Key or alias of anything" defaultValue={to} required className={classes.wide} spellCheck={false} />
      <label className={classes.field}>
        Scenario
        <select name="scenario" defaultValue={scenario}>
          <option value="leak">leak</option>
          <option value="takeover">takeover</option>
        </select>
      </label>
      <label className={classes.field}>
        Certainty
        <select name="end" defaultValue={end}>
          <option value="upTo">certain and possible</option>
          <option value="certain">certain only</option>
        </select>
      </label>
      <label className={classes.field}>
        Paths
        <select name="maxLength" defaultValue={maxLength}>
          <option value="">shortest only</option>
          {['3', '4', '5', '6', '8', '10'].map((length) => (
            <option key={length} value={length}>
              up to {length} steps
            </option>
          ))}
        </select>
      </label>
      <Button type="submit">Find paths</Button>
    </form>
  );
}
