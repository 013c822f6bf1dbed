import type { TaskEvent } from '../../lib/model/tasks.ts';
import { Ago } from '../Time.tsx';
import { FactPlaceLine } from './FactPlaceLine.tsx';
import classes from './History.module.css';
import { factOf } from './ReopenedList.tsx';
import { eventText } from './words.ts';

/** What happened to a task, newest first. */
export function History({ events, now }: { events: TaskEvent[]; now: string }) {
  return (
    <ol className={classes.history}>
      {events.map((event) => {
        const fact = factOf(event.detail);
        return (
          <li key={event.id} data-kind={event.kind}>
            <span className={classes.what}>
              <strong>{event.actor ?? (event.detail?.analysis ? `Analysis ${event.detail.analysis}` : 'Keyblast')}</strong> {eventText(event)}
              {fact && (
                <span className={classes.fact}>
                  {' '}
                  in <FactPlaceLine place={fact} />
                </span>
              )}
            </span>
            <span className={classes.when}>
              <Ago at={event.at} now={now} />
            </span>
            {event.note && <p className={classes.note}>{event.note}</p>}
          </li>
        );
      })}
    </ol>
  );
}
