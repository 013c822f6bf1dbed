import Link from 'next/link';
import type { CredentialRow, Scenario } from '../../lib/model/figures.ts';
import { BandMark } from '../figures/BandMark.tsx';
import { Interval } from '../figures/Interval.tsx';
import { KeyText } from '../KeyText.tsx';
import { credentialHref } from '../links.ts';
import { nodeTitle } from '../nodeTitle.ts';
import table from '../Table.module.css';

/** The largest blast radii of one scenario. */
export function LargestTable({ rows, scenario }: { rows: CredentialRow[]; scenario: Scenario }) {
  if (rows.length === 0) return <p className={table.nothing}>No usable credential is in the estate yet.</p>;
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Credential</th>
            <th scope="col">Band</th>
            <th scope="col" className={table.number}>
              Action-days
            </th>
            <th scope="col" className={`${table.number} ${table.roomy}`}>
              Share
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                <CredentialName row={row} scenario={scenario} />
              </td>
              <td>
                <BandMark band={row[scenario].band} upTo={row[scenario].upTo.band} />
              </td>
              <td className={table.number}>
                <Interval certain={row[scenario].actionDays} upTo={row[scenario].upTo.actionDays} unit="amount" dense />
              </td>
              <td className={`${table.number} ${table.roomy}`}>
                <Interval certain={row[scenario].share} upTo={row[scenario].upTo.share} unit="share" dense />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CredentialName({ row, scenario }: { row: CredentialRow; scenario: Scenario }) {
  const { title, sub } = nodeTitle(row.credential, row.name);
  const about = [sub, row.type, row.owner && `owner ${row.owner}`].filter(Boolean).join(' · ');
  return (
    <span className={table.key}>
      <Link prefetch={false} href={credentialHref(row.id, scenario)}>
        <KeyText text={title} />
      </Link>
      {about && <span className={table.sub}>{about}</span>}
    </span>
  );
}
