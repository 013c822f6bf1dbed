import { Button } from '@mantine/core';
import { formatCount, plural } from '../../lib/model/format.ts';
import { Notice } from '../Notice.tsx';
import classes from './NothingMatches.module.css';

/** A term, and how many rows there would be without it. */
export type Loosened = { without: string; filter: string; matching: number };

/** Says which terms keep everything out, and takes one away at a click. */
export function NothingMatches({ loosened, total, onFilter }: { loosened: Loosened[]; total: number; onFilter: (filter: string) => void }) {
  const several = loosened.length > 1;
  const some = loosened.filter(({ matching }) => matching > 0);
  return (
    <Notice title="No credential matches" actions={<Button onClick={() => onFilter('')}>Show all {formatCount(total)} credentials</Button>}>
      {several && some.length > 0
        ? 'Take a term away:'
        : several
          ? 'No single term is to blame; take several away, or begin anew.'
          : 'Choose another value, or look at all.'}
      {several && some.length > 0 && (
        <ul className={classes.terms}>
          {some.map(({ without, filter, matching }) => (
            <li key={without}>
              <Button variant="default" size="compact-sm" onClick={() => onFilter(filter)}>
                Without <code>{without}</code>
              </Button>
              <span>{plural(matching, 'credential')}</span>
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
