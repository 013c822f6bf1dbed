import { formatCount, plural } from '../../lib/model/format.ts';
import type { LeastPrivilege } from '../../lib/model/leastPrivilege.ts';
import { CopyText } from '../CopyText.tsx';
import table from '../Table.module.css';
import { Time } from '../Time.tsx';
import classes from './LeastPrivilegePanel.module.css';

/** Services and statements shown; the rest is counted. */
const most = 12;

/** What the policies behind a credential allow and nobody used, and the least that would still allow what was used. */
export function LeastPrivilegePanel({ of }: { of: LeastPrivilege }) {
  if (!of.covered)
    return (
      <p className={classes.said}>
        No log of this account was imported for these days: what was used cannot be told. Import its CloudTrail, and the unused part of{' '}
        {plural(of.policies.length, 'policy', 'policies')} shows here, with a policy that allows the rest.
      </p>
    );
  const granted = of.usedActions + of.unusedActions + of.unloggedActions;
  return (
    <>
      <p className={classes.said}>
        Of {plural(granted, 'action')} that its policies allow, <strong>{formatCount(of.usedActions)}</strong> {of.usedActions === 1 ? 'was' : 'were'} used and{' '}
        <strong>{formatCount(of.unusedActions)}</strong> {of.unusedActions === 1 ? 'was' : 'were'} not
        {of.unloggedActions > 0 && `; of ${formatCount(of.unloggedActions)} the logs would not show it`}. The logs of the account cover{' '}
        <Time at={of.covered.from} dateOnly /> to <Time at={of.covered.to} dateOnly />
        {of.dataEventsOf.length > 0 ? `, with the data events of ${of.dataEventsOf.join(', ')}` : ', without data events'}.
      </p>
      {of.unknownPolicies.length > 0 && (
        <p className={classes.said}>
          Left out, for their text was not imported: <code>{of.unknownPolicies.join(', ')}</code>
        </p>
      )}
      <Services of={of} />
      <Statements of={of} />
      <Tightened of={of} />
    </>
  );
}

function Services({ of: { services } }: { of: LeastPrivilege }) {
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <caption className={classes.caption}>By service</caption>
        <thead>
          <tr>
            <th scope="col">Service</th>
            <th scope="col">Used</th>
            <th scope="col" className={table.number}>
              Unused
            </th>
            <th scope="col" className={`${table.number} ${table.roomy}`}>
              Not logged
            </th>
          </tr>
        </thead>
        <tbody>
          {[...services]
            .sort((a, b) => b.used.length - a.used.length)
            .slice(0, most)
            .map(({ service, used, unused, unlogged }) => (
              <tr key={service}>
                <th scope="row">{service}</th>
                <td>{used.length === 0 ? '–' : <code>{used.map((action) => action.slice(service.length + 1)).join(', ')}</code>}</td>
                <td className={table.number}>{formatCount(unused.length)}</td>
                <td className={`${table.number} ${table.roomy}`}>{formatCount(unlogged)}</td>
              </tr>
            ))}
        </tbody>
      </table>
      {services.length > most && <p className={table.rest}>And {plural(services.length - most, 'more service')}.</p>}
    </div>
  );
}

function Statements({ of: { statements } }: { of: LeastPrivilege }) {
  if (statements.length === 0) return null;
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <caption className={classes.caption}>Statements that grant more than was used</caption>
        <thead>
          <tr>
            <th scope="col">Statement</th>
            <th scope="col">Resources that no use was of</th>
          </tr>
        </thead>
        <tbody>
          {statements.slice(0, most).map(({ policy, attachedTo, index, sid, used, resources, unused }) => (
            <tr key={`${policy} ${attachedTo} ${index}`}>
              <th scope="row">
                <code>{policy}</code>
                <div className={table.sub}>
                  statement {index + 1}
                  {sid !== undefined && `, “${sid}”`}
                </div>
              </th>
              <td>
                {!used ? 'all: nothing in it was used' : `${formatCount(unused.length)} of ${formatCount(resources)}`}
                <div className={table.sub}>
                  <code>{unused.slice(0, 3).join(', ')}</code>
                  {unused.length > 3 && ` and ${formatCount(unused.length - 3)} more`}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {statements.length > most && (
        <p className={table.rest}>
          The first {most} of {formatCount(statements.length)}.
        </p>
      )}
    </div>
  );
}

function Tightened({ of: { tightened, elsewhere, policies } }: { of: LeastPrivilege }) {
  if (tightened.length === 0)
    return <p className={classes.said}>Nothing that these policies allow was used: {policies.length === 1 ? 'it' : 'all of them'} can go.</p>;
  return (
    <div className={classes.tightened}>
      <h3>The least that still allows what was used</h3>
      <p>
        Attached in place of {policies.slice(0, 4).join(', ')}
        {policies.length > 4 && ` and ${formatCount(policies.length - 4)} more`}. It allows everything that the logs saw and nothing that those do not allow;
        conditions and denies stand as they were.
        {elsewhere.length > 0 &&
          ` ${plural(elsewhere.length, 'use')} (${elsewhere
            .slice(0, 3)
            .map(({ action }) => action)
            .join(
              ', ',
            )}${elsewhere.length > 3 ? ' …' : ''}) ${elsewhere.length === 1 ? 'is' : 'are'} allowed by other policies, or by earlier ones, and not in it.`}
      </p>
      {tightened.map(({ document, characters }, at) => {
        const text = JSON.stringify(document, null, 2);
        const name = tightened.length === 1 ? 'the policy' : `policy ${at + 1} of ${tightened.length}`;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a list that does not change
          <details key={at} className={classes.policy}>
            <summary>
              {name[0]!.toUpperCase() + name.slice(1)} <span className={classes.size}>{formatCount(characters)} of the 6,144 characters that AWS takes</span>
            </summary>
            <CopyText text={text} what={name} />
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
            <pre tabIndex={0}>{text}</pre>
          </details>
        );
      })}
    </div>
  );
}
