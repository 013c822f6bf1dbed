import Link from 'next/link';
import { formatAmount, plural } from '../../lib/model/format.ts';
import { reasonText, type SubjectEvidence, type SubjectFigures, type TaskSubject } from '../../lib/model/tasks.ts';
import { BandMark } from '../figures/BandMark.tsx';
import { credentialHref, exposureHref } from '../links.ts';
import { SourceName } from '../SourceName.tsx';
import table from '../Table.module.css';
import { Time } from '../Time.tsx';
import { FactPlaceLine } from './FactPlaceLine.tsx';
import classes from './SubjectsTable.module.css';

/** What a task is about, each with what says that it is gone, or why it does not count as gone, and with its figures before and after. */
export function SubjectsTable({ subjects }: { subjects: TaskSubject[] }) {
  const withFigures = subjects.some(({ before }) => before);
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Subject</th>
            <th scope="col">What the data say</th>
            {withFigures && (
              <>
                <th scope="col" className={table.roomy}>
                  Leak
                </th>
                <th scope="col" className={table.roomy}>
                  Takeover
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {subjects.map((subject) => (
            <tr key={subject.id}>
              <td className={classes.subject}>
                <SubjectName subject={subject} />
                <div className={table.sub}>
                  {subject.exposed ? 'exposed since ' : 'first seen '}
                  <Time at={subject.exposedAt} dateOnly />
                </div>
              </td>
              <td>
                <Said subject={subject} />
              </td>
              {withFigures && (
                <>
                  <td className={table.roomy}>
                    <BeforeAfter before={subject.before} after={subject.after} of="leak" />
                  </td>
                  <td className={table.roomy}>
                    <BeforeAfter before={subject.before} after={subject.after} of="takeover" />
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SubjectName({ subject: { kind, key, nodeId, edge, class: of, to } }: { subject: TaskSubject }) {
  const href = kind === 'credential' && nodeId ? credentialHref(nodeId) : kind === 'credential' || kind === 'edge' ? undefined : exposureHref(key);
  return (
    <span className={table.key}>
      {href ? (
        <Link prefetch={false} href={href}>
          {key}
        </Link>
      ) : (
        <span className={classes.key}>
          {key}
          {edge && (
            <>
              {' '}
              <span className={classes.edge}>
                {edge === 'grant' ? 'may ' : ''}
                {of ?? edge}
              </span>{' '}
              {to}
            </>
          )}
        </span>
      )}
    </span>
  );
}

function Said({ subject: { evidence, goneAt, why, whySource } }: { subject: TaskSubject }) {
  if (evidence && goneAt)
    return (
      <>
        <strong className={classes.gone}>gone</strong> <Evidence evidence={evidence} />
        <div className={table.sub}>
          found by the check of <Time at={goneAt} />
        </div>
      </>
    );
  if (!why) return null;
  return (
    <>
      <span data-why={why} className={classes.why}>
        {reasonText[why]}
      </span>
      {whySource && (
        <div className={table.sub}>
          <SourceName name={whySource} />
        </div>
      )}
    </>
  );
}

/** Where the record stands, and which data show it: the same import, or a newer one. */
function Evidence({ evidence }: { evidence: SubjectEvidence }) {
  const { how, by } = evidence;
  const dataTime = (
    <>
      data of <Time at={by.dataTime} />
    </>
  );
  const data =
    by.importId === evidence.importId ? (
      dataTime
    ) : (
      <>
        import{' '}
        <Link prefetch={false} href={`/imports/${by.importId}`}>
          {by.importId}
        </Link>
        {by.file && by.file !== evidence.file && <span className="mono"> {by.file}</span>}, {dataTime}
      </>
    );
  if (how === 'said')
    return (
      <>
        says <FactPlaceLine place={evidence} />; {data}
      </>
    );
  if (how === 'run out')
    return (
      <>
        since its time is over in <FactPlaceLine place={evidence} />; {data}
      </>
    );
  if (how === 'figures') return <>from what it reaches; {data}</>;
  return (
    <>
      it stood in <FactPlaceLine place={evidence} />, and does no more in {data}
    </>
  );
}

function BeforeAfter({ before, after, of }: { before: SubjectFigures | undefined; after: SubjectFigures | undefined; of: 'leak' | 'takeover' }) {
  if (!before) return '–';
  const scope = (figures: SubjectFigures) => plural(figures[of].scope, 'permission');
  return (
    <span className={classes.figures}>
      <span className={classes.figure} title={`${scope(before)}, analysis ${before.analysis}`}>
        <BandMark band={before[of].band} /> {formatAmount(before[of].actionDays)}
      </span>
      {after && (
        <span className={classes.figure} title={`${scope(after)}, analysis ${after.analysis}`}>
          <span aria-hidden="true">→ </span>
          <span className="visually-hidden">after: </span>
          <BandMark band={after[of].band} /> {formatAmount(after[of].actionDays)}
        </span>
      )}
    </span>
  );
}
