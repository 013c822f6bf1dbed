import { announcedDays } from '../../lib/model/tasks.ts';
import table from '../Table.module.css';

const dayMs = 86_400_000;

/** How long something still stands, marked where it ends soon. @param now the server's clock */
export function DaysLeft({ expiresAt, now }: { expiresAt: string; now: string }) {
  const days = Math.ceil((Date.parse(expiresAt) - Date.parse(now)) / dayMs);
  return <div className={days <= announcedDays ? table.warn : table.sub}>{days <= 1 ? 'a day left' : `${days} days left`}</div>;
}
