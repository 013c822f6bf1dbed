import classes from './charts.module.css';

/** Longer texts than so many characters are no figures or names, and break into lines. */
const longest = 40;

/** The numbers of a picture as a table, folded away until asked for. */
export function NumbersTable({ caption, head, rows }: { caption: string; head: string[]; rows: string[][] }) {
  return (
    <details className={classes.details}>
      <summary>The same as a table</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls and holds nothing to focus must be reached by keyboard itself */}
      <div className={classes.scroll} tabIndex={0}>
        <table>
          <caption className="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              {head.map((text) => (
                <th key={text} scope="col">
                  {text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.join('|')}>
                {row.map((text, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the cells of a row have no other name than their place
                  <td key={i} data-long={text.length > longest || undefined}>
                    {text}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
