'use client';

import {
  IconAlertTriangle,
  IconChecklist,
  IconFileImport,
  IconGavel,
  IconKey,
  IconLayoutDashboard,
  IconReport,
  IconRoute,
  IconSettings,
  IconTargetArrow,
} from '@tabler/icons-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { type Destination, destinations } from './destinations.ts';
import classes from './Navigation.module.css';

const icons: Record<Destination['href'], typeof IconKey> = {
  '/': IconLayoutDashboard,
  '/credentials': IconKey,
  '/findings': IconAlertTriangle,
  '/explore': IconRoute,
  '/exposure': IconTargetArrow,
  '/remediation': IconChecklist,
  '/decisions': IconGavel,
  '/reports': IconReport,
  '/imports': IconFileImport,
  '/settings': IconSettings,
};

/** The list of screens; the current one is marked for eyes and for screen readers. */
export function Navigation({ onNavigate }: { onNavigate?: () => void }) {
  const path = usePathname();
  return (
    <ul className={classes.list}>
      {destinations.map(({ href, label }) => {
        const Icon = icons[href];
        const current = href === '/' ? path === '/' : path.startsWith(href);
        return (
          <li key={href}>
            <Link prefetch={false} href={href} className={classes.link} aria-current={current ? 'page' : undefined} onClick={() => onNavigate?.()}>
              <Icon size={17} stroke={1.6} aria-hidden="true" />
              {label}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
