import { audienceText, type ReportSchedule } from '../../lib/model/reports.ts';
import table from '../Table.module.css';
import { EndSchedule } from './EndSchedule.tsx';

/** Schedules that stand. */
export function SchedulesTable({ schedules, mayEnd }: { schedules: ReportSchedule[]; mayEnd: boolean }) {
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">For whom</th>
            <th scope="col">When (cron, UTC)</th>
            <th scope="col">Scope</th>
            <th scope="col">Period</th>
            <th scope="col">Kept</th>
            <th scope="col">By</th>
            <th scope="col">
              <span className="visually-hidden">End</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {schedules.map(({ id, audience, cron, filter, periodDays, keepDays, createdBy }) => (
            <tr key={id}>
              <th scope="row">{audienceText[audience]}</th>
              <td>
                <code>{cron}</code>
              </td>
              <td>{filter ? <code>{filter}</code> : 'everything'}</td>
              <td>{periodDays} days</td>
              <td>{keepDays} days</td>
              <td>{createdBy}</td>
              <td>{mayEnd && <EndSchedule schedule={id} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
