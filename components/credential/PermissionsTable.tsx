import { Button, TextInput } from '@mantine/core';
import Link from 'next/link';
import type { ReachedPermission } from '../../lib/model/figures.ts';
import { formatCount, formatExact, formatSpan, plural } from '../../lib/model/format.ts';
import { type CredentialUse, useDays } from '../../lib/model/use.ts';
import { Explain } from '../Explain.tsx';
import { ClassMark } from '../figures/ClassMark.tsx';
import { NodeName } from '../NodeName.tsx';
import table from '../Table.module.css';
import { Ago } from '../Time.tsx';
import classes from './PermissionsTable.module.css';
import { permissionsPage, type View, viewHref } from './view.ts';

type Props = { permissions: { rows: ReachedPermission[]; matching: number; total: number }; view: View; now: string; use?: CredentialUse };

/** What it can do: one page of the permissions reached, worst first, searched and paged on the server; beside each, whether the logs show it used under this credential. */
export function PermissionsTable({ permissions, view, now, use }: Props) {
  const { rows, matching, total } = permissions;
  const used = use && usedOf(use);
  const nameless = use?.actions.reduce((sum, { resource, count }) => sum + (resource === undefined ? count : 0), 0) ?? 0;
  return (
    <>
      <form className={classes.search} action={viewHref(view, {}).split('?')[0]}>
        <input type="hidden" name="scenario" value={view.scenario} />
        <input type="hidden" name="end" value={view.end} />
        <TextInput
          name="search"
          aria-label="Search permissions"
          placeholder="Class, resource or action"
          defaultValue={view.search}
          key={view.search}
          size="xs"
        />
        <Button type="submit" variant="default" size="xs">
          Search
        </Button>
        {view.search && (
          <Link prefetch={false} href={viewHref(view, { search: '', offset: 0 })}>
            Show all
          </Link>
        )}
        <span className={classes.count}>
          {formatCount(matching)} of {formatCount(total)}
        </span>
      </form>
      {used && (
        <p className={classes.used}>
          Granted against used: the logs of {useDays} days show {plural(used.size, 'permission')} used under this credential, of {formatCount(total)} reached
          {nameless > 0 ? `; ${plural(nameless, 'use')} more ${nameless === 1 ? 'names' : 'name'} no resource.` : '.'}
        </p>
      )}
      {rows.length === 0 ? (
        <p className={table.nothing}>{total === 0 ? 'It reaches no permission.' : 'No permission matches.'}</p>
      ) : (
        <div className={table.scroll}>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">Class</th>
                <th scope="col">On</th>
                <th scope="col" className={`${table.number} ${table.roomy}`}>
                  <Explain word="weight">Weight</Explain>
                </th>
                <th scope="col" className={table.number}>
                  <Explain word="last" />
                </th>
                <th scope="col" className={table.number}>
                  <Explain word="actionDays" />
                </th>
                {used && <th scope="col">Used</th>}
                <th scope="col" className={table.roomy}>
                  <Explain word="carrier" />
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <PermissionRow
                  key={`${row.class}:${row.resource.id}`}
                  row={row}
                  now={now}
                  {...(used && { used: used.get(`${row.class} ${row.resource.id}`) ?? null })}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {matching > permissionsPage && (
        <nav className={classes.pager} aria-label="Pages of permissions">
          {view.offset > 0 && (
            <Link prefetch={false} href={viewHref(view, { offset: Math.max(0, view.offset - permissionsPage) })} scroll={false}>
              Previous
            </Link>
          )}
          <span>
            {formatCount(view.offset + 1)}–{formatCount(Math.min(matching, view.offset + permissionsPage))}
          </span>
          {view.offset + permissionsPage < matching && (
            <Link prefetch={false} href={viewHref(view, { offset: view.offset + permissionsPage })} scroll={false}>
              Next
            </Link>
          )}
        </nav>
      )}
    </>
  );
}

type Used = { count: number; last: string };

/** By class and resource. A use whose resource no log names stands for no permission. */
function usedOf({ actions }: CredentialUse): Map<string, Used> {
  const used = new Map<string, Used>();
  for (const { class: one, resource, count, last } of actions) {
    if (!one || resource === undefined) continue;
    const key = `${one} ${resource}`;
    const before = used.get(key);
    used.set(key, { count: count + (before?.count ?? 0), last: before && before.last > last ? before.last : last });
  }
  return used;
}

function PermissionRow({ row, used, now }: { row: ReachedPermission; used?: Used | null; now: string }) {
  return (
    <tr>
      <td>
        <ClassMark of={row.class} />
      </td>
      <td>
        <NodeName node={row.resource} />
        {row.actions.length > 0 && (
          <div className={classes.actions}>
            {row.actions.slice(0, 8).join(', ')}
            {row.actions.length > 8 && ` and ${row.actions.length - 8} more`}
          </div>
        )}
        {row.certainty === 'possible' && <div className={table.sub}>possible</div>}
      </td>
      <td className={`${table.number} ${table.roomy}`}>{formatCount(row.weight)}</td>
      <td className={table.number}>{formatSpan(row.lastSeconds)}</td>
      <td className={table.number}>{formatExact(row.actionDays)}</td>
      {used !== undefined && (
        <td>
          {used ? (
            <>
              {plural(used.count, 'time')}
              <div className={table.sub}>
                <Ago at={used.last} now={now} />
              </div>
            </>
          ) : (
            <span className={`${table.sub} ${classes.whole}`}>not seen</span>
          )}
        </td>
      )}
      <td className={table.roomy}>
        <NodeName node={row.carrier} />
      </td>
    </tr>
  );
}
