import { type Correction, correctionSays, correctionText } from '../../lib/model/corrections.ts';
import { formatCount } from '../../lib/model/format.ts';
import { BreakableText } from '../BreakableText.tsx';
import table from '../Table.module.css';
import { Ago, Time } from '../Time.tsx';
import { CorrectionActs } from './CorrectionActs.tsx';
import classes from './corrections.module.css';

export type ShownCorrection = Correction & { own: boolean };
type Props = { corrections: ShownCorrection[]; now: string; mayWork: boolean; mayManage: boolean };

/** What is struck out, with its facts, why, by whom and until when; what has ended says how. */
export function CorrectionsTable({ corrections, now, mayWork, mayManage }: Props) {
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">What is wrong</th>
            <th scope="col">Reason</th>
            <th scope="col">Said by</th>
            <th scope="col">State</th>
            {mayWork && <th scope="col" aria-label="What can be done" />}
          </tr>
        </thead>
        <tbody>
          {corrections.map((one) => (
            <tr key={one.id}>
              <td>
                {correctionSays[one.kind]}
                <div className={classes.struck}>
                  <Struck out={one.state === 'in force'} text={correctionText(one)} />
                </div>
                <Facts of={one} />
              </td>
              <td>{one.reason}</td>
              <td>
                {one.madeBy}
                <div className={table.sub}>
                  <Ago at={one.madeAt} now={now} />
                </div>
              </td>
              <td>
                <State of={one} />
              </td>
              {mayWork && (
                <td>
                  <CorrectionActs correction={one} mayAct={one.own || mayManage} now={now} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Struck out while it counts no more. */
const Struck = ({ out, text }: { out: boolean; text: string }) =>
  out ? (
    <s>
      <BreakableText text={text} />
    </s>
  ) : (
    <BreakableText text={text} />
  );

function Facts({ of: { facts, newest } }: { of: Correction }) {
  if (facts === 0) return <p className={classes.facts}>No standing fact says so any more.</p>;
  return (
    <ul className={classes.facts}>
      {newest.map(({ factId, source, importId, file, line }) => (
        <li key={factId}>
          Fact {factId} of {source}, import {formatCount(importId)}
          {file && `, ${file}${line === undefined ? '' : `:${line}`}`}
        </li>
      ))}
      {facts > newest.length && <li>and {formatCount(facts - newest.length)} more</li>}
    </ul>
  );
}

function State({ of: { state, expiresAt, endedAt, endedBy, endNote } }: { of: Correction }) {
  if (state === 'in force')
    return (
      <>
        in force until <Time at={expiresAt} dateOnly />
      </>
    );
  return (
    <>
      {state} {endedAt && <Time at={endedAt} dateOnly />}
      {endedBy && ` by ${endedBy}`}
      {endNote && <div className={table.sub}>{endNote}</div>}
    </>
  );
}
