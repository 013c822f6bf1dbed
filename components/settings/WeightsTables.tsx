import { actionClasses } from '../../lib/model/facts.ts';
import { likelihoods } from '../../lib/model/figures.ts';
import { formatCount } from '../../lib/model/format.ts';
import { priorityMatrix } from '../../lib/model/priority.ts';
import { bandFloor, bands, classWeight, defaultSensitivity, sensitivityWeight } from '../../lib/model/weights.ts';
import { BandMark } from '../figures/BandMark.tsx';
import { ClassMark } from '../figures/ClassMark.tsx';
import { bandText, classText, likelihoodText, sensitivityText } from '../glossary.ts';
import { credentialsHref } from '../links.ts';
import table from '../Table.module.css';

/** The weights themselves, read from the one place where they stand. */
export const ClassesTable = () => (
  <Simple head={['Class', 'Why', 'Weight']} rows={actionClasses.map((of) => [<ClassMark key={of} of={of} />, classText[of], String(classWeight[of])])} />
);

export const SensitivityTable = () => (
  <Simple
    head={['Sensitivity', 'Meaning', 'Factor']}
    rows={sensitivityWeight
      .slice(1)
      .map((factor, i) => [String(i + 1), `${sensitivityText[i + 1] ?? ''}${i + 1 === defaultSensitivity ? ' (where nothing is said)' : ''}`, String(factor)])}
  />
);

export const BandsTable = () => (
  <Simple head={['Band', 'From action-days']} rows={bands.map((band, i) => [<BandMark key={band} band={band} />, formatCount(bandFloor[i] ?? 0)])} />
);

export function PriorityTable() {
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Likelihood</th>
            {bands.map((band) => (
              <th key={band} scope="col" className={table.number}>
                {bandText[band]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {likelihoods.map((likelihood) => (
            <tr key={likelihood}>
              <td title={likelihoodText[likelihood]}>{likelihood}</td>
              {bands.map((band) => (
                <td key={band} className={table.number}>
                  <a
                    href={credentialsHref([
                      { kind: 'is', negated: false, field: 'likelihood', values: [likelihood] },
                      { kind: 'is', negated: false, field: 'leak.band', values: [band] },
                    ])}
                  >
                    {priorityMatrix[likelihood][band]}
                  </a>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Simple({ head, rows }: { head: string[]; rows: React.ReactNode[][] }) {
  const last = head.length - 1;
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            {head.map((text, i) => (
              <th key={text} scope="col" className={i === last ? table.number : undefined}>
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, y) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list in a fixed order
            <tr key={y}>
              {row.map((cell, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list in a fixed order
                <td key={i} className={i === last ? table.number : undefined}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
