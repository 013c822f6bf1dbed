import Link from 'next/link';
import { type End, ends, type Figures, type Scenario, type ScenarioFigures, scenarios } from '../../lib/model/figures.ts';
import { formatAmount, formatCount, formatExact, formatShare } from '../../lib/model/format.ts';
import { Explain } from '../Explain.tsx';
import { BandMark } from '../figures/BandMark.tsx';
import type { Word } from '../glossary.ts';
import classes from './FiguresTable.module.css';
import { type View, viewHref } from './view.ts';

const counts = ['scope', 'resources', 'identities', 'workloads', 'chain'] as const;

/** The figures of both scenarios, certain and up to, side by side. A column's head shows that column's details below. */
export function FiguresTable({ figures, view, agent }: { figures: Record<Scenario, ScenarioFigures>; view: View; agent: boolean }) {
  const order: Scenario[] = agent ? ['takeover', 'leak'] : [...scenarios];
  const columns = order.flatMap((scenario) => ends.map((end) => ({ scenario, end, of: end === 'certain' ? figures[scenario] : figures[scenario].upTo })));
  const row = (word: Word, write: (of: Figures) => React.ReactNode, exact?: (of: Figures) => string) => (
    <tr key={word}>
      <th scope="row">
        <Explain word={word} />
      </th>
      {columns.map(({ scenario, end, of }) => (
        <td key={`${scenario}.${end}`} data-chosen={isChosen(view, scenario, end)} data-first={end === 'certain'} title={exact?.(of)}>
          {write(of)}
        </td>
      ))}
    </tr>
  );
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <caption className="visually-hidden">Figures of leak and takeover, certain and up to</caption>
        <thead>
          <tr>
            <td rowSpan={2} />
            {order.map((scenario) => (
              <th key={scenario} scope="colgroup" colSpan={2}>
                <Explain word={scenario} />
              </th>
            ))}
          </tr>
          <tr>
            {columns.map(({ scenario, end }) => (
              <th key={`${scenario}.${end}`} scope="col" data-chosen={isChosen(view, scenario, end)} data-first={end === 'certain'}>
                <Link
                  prefetch={false}
                  href={viewHref(view, { scenario, end })}
                  scroll={false}
                  aria-current={isChosen(view, scenario, end) ? 'true' : undefined}
                >
                  {end === 'certain' ? 'certain' : 'up to'}
                </Link>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {row(
            'actionDays',
            (of) => (
              <strong>
                {of.unbounded && (
                  <span className={classes.least} title="at least: the scope holds a wildcard">
                    ≥{' '}
                  </span>
                )}
                {formatAmount(of.actionDays)}
              </strong>
            ),
            (of) => formatExact(of.actionDays),
          )}
          {row('band', (of) => (
            <BandMark band={of.band} />
          ))}
          {row(
            'share',
            (of) => formatShare(of.share),
            (of) => `${formatExact(of.share * 100)} %`,
          )}
          {row(
            'weight',
            (of) => formatAmount(of.weight),
            (of) => formatExact(of.weight),
          )}
          {counts.map((word) => row(word, (of) => formatCount(of[word])))}
        </tbody>
      </table>
    </div>
  );
}

const isChosen = (view: View, scenario: Scenario, end: End): boolean => view.scenario === scenario && view.end === end;
