import type { ReactNode } from 'react';
import { formatAmount } from '../../lib/model/format.ts';
import type { Task } from '../../lib/model/tasks.ts';
import { Time } from '../Time.tsx';
import classes from './TaskFacts.module.css';

/** A task in a few lines: what stands of it, who made it and said what, and its figures before and after. */
export function TaskFacts({ facts, task }: { facts: [string, ReactNode][]; task: Task }) {
  const { createdBy, createdAt, claimedBy, claimedAt, verifiedAt, before, after, params } = task;
  return (
    <>
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {params.days !== undefined && <Fact name="At least every">{params.days} days</Fact>}
        {params.classes && <Fact name="Not to be reached">{params.classes.join(', ')}</Fact>}
        <Fact name="Made">
          {createdBy}, <Time at={createdAt} dateOnly />
        </Fact>
        {claimedBy && claimedAt && (
          <Fact name="Claimed done">
            {claimedBy}, <Time at={claimedAt} />
          </Fact>
        )}
        {verifiedAt && (
          <Fact name="Verified">
            <Time at={verifiedAt} />
          </Fact>
        )}
      </dl>
      {before && (
        <table className={classes.figures}>
          <caption className="visually-hidden">Action-days of its credentials, before and after</caption>
          <thead>
            <tr>
              <th scope="col">Action-days</th>
              <th scope="col">before</th>
              <th scope="col">after</th>
            </tr>
          </thead>
          <tbody>
            {(['leak', 'takeover'] as const).map((scenario) => (
              <tr key={scenario}>
                <th scope="row">{scenario}</th>
                <td>{formatAmount(before[scenario])}</td>
                <td>{after ? formatAmount(after[scenario]) : <span className={classes.quiet}>once it is verified</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
