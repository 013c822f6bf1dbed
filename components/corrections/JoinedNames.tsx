import { CorrectButton } from './CorrectButton.tsx';
import classes from './corrections.module.css';

/** So many names are shown: more than that, and something is wrong that no correction mends. */
const most = 25;

/** The names that are taken for one thing, each with the way to say that it is another. */
export function JoinedNames({ of, names, mayCorrect }: { of: string; names: readonly string[]; mayCorrect: boolean }) {
  return (
    <ul className={classes.names}>
      {names.slice(0, most).map((name) => (
        <li key={name}>
          <span className="mono">{name}</span>
          {mayCorrect && <CorrectButton quiet subject={{ kind: 'not the same', key: of, to: name }} />}
        </li>
      ))}
      {names.length > most && <li>and {names.length - most} more</li>}
    </ul>
  );
}
