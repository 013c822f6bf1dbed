import Link from 'next/link';
import { formatCount } from '../../lib/model/format.ts';
import classes from './PartsBar.module.css';

export type Part = { name: string; count: number; colour: string; text: string; href?: string };

/** A whole and its parts: one bar, and below it each part with its count. The smallest part is still seen. */
export function PartsBar({ label, parts }: { label: string; parts: Part[] }) {
  return (
    <>
      <div className={classes.bar} aria-hidden="true">
        {parts
          .filter(({ count }) => count > 0)
          .map(({ name, count, colour, text }) => (
            <span key={name} className={classes.part} style={{ flexGrow: count, background: colour }} title={`${name}, ${text}: ${formatCount(count)}`} />
          ))}
      </div>
      <ul className={classes.parts} aria-label={label}>
        {parts.map(({ name, count, colour, text, href }) => (
          <li key={name} data-none={count === 0}>
            <span className={classes.swatch} style={{ background: colour }} aria-hidden="true" />
            <span className={classes.name}>{name}</span>
            <span className={classes.text}>{text}</span>
            <span className={classes.count}>
              {href && count > 0 ? (
                <Link prefetch={false} href={href} aria-label={`${formatCount(count)} ${name}`}>
                  {formatCount(count)}
                </Link>
              ) : (
                formatCount(count)
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
