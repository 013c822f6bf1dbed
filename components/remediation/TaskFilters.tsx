import { Button } from '@mantine/core';
import type { Campaign } from '../../lib/model/campaigns.ts';
import { controls } from '../../lib/model/controls.ts';
import { taskStatuses } from '../../lib/model/tasks.ts';
import { bands } from '../../lib/model/weights.ts';
import { bandText } from '../glossary.ts';
import classes from './remediation.module.css';
import { type RemediationView, remediationHref, type TaskQuestion } from './taskLinks.ts';
import { statusTitle } from './words.ts';

type Props = { view: RemediationView; question: TaskQuestion; owners: string[]; campaigns: Pick<Campaign, 'id' | 'name'>[] };

/** Which tasks: a plain form, whose address is the question. */
export function TaskFilters({ view, question, owners, campaigns }: Props) {
  const asked = Object.keys(question).some((name) => name !== 'sort' && name !== 'page');
  const choices = (name: 'status' | 'control' | 'band' | 'campaign', label: string, values: readonly (readonly [string, string])[]) => (
    <label>
      {label}
      <select name={name} defaultValue={question[name] ?? ''}>
        <option value="">any</option>
        {values.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <form action="/remediation" className={classes.filters} key={JSON.stringify(question)}>
      {view !== 'board' && <input type="hidden" name="view" value={view} />}
      {question.node && <input type="hidden" name="node" value={question.node} />}
      {view === 'table' &&
        choices(
          'status',
          'Status',
          taskStatuses.map((status) => [status, statusTitle[status]]),
        )}
      {choices(
        'control',
        'Control',
        controls.map((control) => [control, control]),
      )}
      {choices(
        'band',
        'Band',
        bands.toReversed().map((band) => [band, bandText[band]]),
      )}
      <label>
        Owner
        <select name="owner" defaultValue={question.owner ?? ''}>
          <option value="">any</option>
          <option value="none">nobody</option>
          {owners.map((owner) => (
            <option key={owner} value={owner}>
              {owner}
            </option>
          ))}
        </select>
      </label>
      {campaigns.length > 0 &&
        choices(
          'campaign',
          'Campaign',
          campaigns.map(({ id, name }) => [String(id), name]),
        )}
      <label>
        Title or owner
        <input type="search" name="search" defaultValue={question.search ?? ''} maxLength={200} autoComplete="off" />
      </label>
      <label className={classes.check}>
        <input type="checkbox" name="overdue" value="true" defaultChecked={question.overdue === 'true'} />
        overdue only
      </label>
      <Button type="submit" size="xs" variant="default">
        Apply
      </Button>
      {asked && (
        <Button component="a" href={remediationHref(view)} size="xs" variant="subtle">
          Clear
        </Button>
      )}
    </form>
  );
}
