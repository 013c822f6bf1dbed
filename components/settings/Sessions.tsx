import type { OwnSession } from '../../lib/model/people.ts';
import { Ago, Time } from '../Time.tsx';
import { browserName } from './browserName.ts';
import classes from './settings.module.css';

/** Where one is signed in. */
export function Sessions({ sessions, now }: { sessions: OwnSession[]; now: string }) {
  return (
    <ul className={classes.sessions}>
      {sessions.map(({ id, current, createdAt, lastSeenAt, userAgent }) => (
        <li key={id}>
          <span>
            {browserName(userAgent)} {current && <span className={classes.here}>· this one</span>}
          </span>
          <span className={classes.quiet}>
            since <Time at={createdAt} />
            {!current && (
              <>
                , seen <Ago at={lastSeenAt} now={now} />
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
