'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { Role } from '../../lib/model/roles.ts';
import classes from './SectionNav.module.css';
import { sections } from './sections.ts';

/** From section to section; the current one is marked for eyes and for screen readers. */
export function SectionNav({ role }: { role: Role }) {
  const path = usePathname();
  return (
    <nav className={classes.nav} aria-label="Sections of the settings">
      {sections
        .filter(({ of }) => of?.includes(role) ?? true)
        .map(({ href, label }) => (
          <Link prefetch={false} key={href} href={href} aria-current={path.startsWith(href) ? 'page' : undefined}>
            {label}
          </Link>
        ))}
    </nav>
  );
}
