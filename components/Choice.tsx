import Link from 'next/link';
import classes from './Choice.module.css';

/** A choice of two or three that lives in the URL: works without script, and goes back with the browser. */
export function Choice({ label, options }: { label: string; options: { label: string; href: string; current: boolean }[] }) {
  return (
    <nav className={classes.choice} aria-label={label}>
      {options.map(({ label: text, href, current }) => (
        <Link prefetch={false} key={href} href={href} scroll={false} aria-current={current ? 'true' : undefined}>
          {text}
        </Link>
      ))}
    </nav>
  );
}
