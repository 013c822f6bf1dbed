import Link from 'next/link';
import type { Campaign } from '../../lib/model/campaigns.ts';
import { plural } from '../../lib/model/format.ts';
import table from '../Table.module.css';
import { Time } from '../Time.tsx';
import { CampaignActs } from './CampaignActs.tsx';
import classes from './remediation.module.css';
import { remediationHref } from './taskLinks.ts';

/** Campaigns with how far they are; each opens its burn-down. */
export function CampaignList({ campaigns, mayPlan }: { campaigns: Campaign[]; mayPlan: boolean }) {
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Campaign</th>
            <th scope="col">Done</th>
            <th scope="col">Due</th>
            <th scope="col" className={table.roomy}>
              Begun
            </th>
            {mayPlan && <th scope="col" aria-label="What can be done" />}
          </tr>
        </thead>
        <tbody>
          {campaigns.map(({ id, name, goal, due, createdBy, createdAt, closedAt, tasks, verified, accepted, overdue }) => (
            <tr key={id}>
              <td>
                <Link prefetch={false} href={remediationHref('campaigns', { campaign: String(id) })} className={classes.name}>
                  {name}
                </Link>
                <div className={table.sub}>{goal}</div>
              </td>
              <td>
                {verified} of {plural(tasks, 'task')}
                <div className={table.sub}>{[accepted > 0 && `${accepted} accepted`, overdue > 0 && `${overdue} overdue`].filter(Boolean).join(', ')}</div>
              </td>
              <td>{closedAt ? 'closed' : due ? <Time at={due} dateOnly /> : '–'}</td>
              <td className={table.roomy}>
                <Time at={createdAt} dateOnly />
                <div className={table.sub}>{createdBy}</div>
              </td>
              {mayPlan && (
                <td>
                  <CampaignActs id={id} closed={closedAt !== undefined} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
