'use client';

import { columnVisibilityFeature, createColumnHelper, rowPaginationFeature, rowSortingFeature, tableFeatures } from '@tanstack/react-table';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { CredentialRow, Scenario } from '../../lib/model/figures.ts';
import { formatCount, formatSpan } from '../../lib/model/format.ts';
import { priorityOf } from '../../lib/model/priority.ts';
import { BandMark } from '../figures/BandMark.tsx';
import { Interval } from '../figures/Interval.tsx';
import { likelihoodText } from '../glossary.ts';
import { credentialHref } from '../links.ts';
import { nodeTitle } from '../nodeTitle.ts';
import { Time } from '../Time.tsx';
import classes from './CredentialsTable.module.css';
import type { ColumnId } from './tableParams.ts';

/** What the table keeps a state of. Sorting and pages are the server's; here they are only shown. */
export const features = tableFeatures({ rowSortingFeature, rowPaginationFeature, columnVisibilityFeature });

const helper = createColumnHelper<typeof features, CredentialRow>();
const absent = <span className={classes.absent}>–</span>;
const plain = (value: string | undefined) => value ?? absent;

type Definition = { title: string; number?: boolean; descendingFirst?: boolean; cell: (row: CredentialRow) => ReactNode };

function figures(scenario: Scenario): Definition {
  return {
    title: scenario === 'leak' ? 'Leak' : 'Takeover',
    descendingFirst: true,
    cell: (row) => (
      <span className={classes.figure}>
        <BandMark band={row[scenario].band} upTo={row[scenario].upTo.band} />
        <span className={classes.amount}>
          <Interval certain={row[scenario].actionDays} upTo={row[scenario].upTo.actionDays} unit="amount" dense atLeast={row[scenario].unbounded} />
        </span>
      </span>
    ),
  };
}

/** Title and cell of every column, by the field it sorts by. */
export const definitions: Record<ColumnId, Definition> = {
  priority: { title: 'Prio', cell: (row) => <span className={classes.priority}>{priorityOf(row.likelihood, row.leak.band)}</span> },
  credential: { title: 'Credential', cell: (row) => <CredentialName row={row} /> },
  identity: {
    title: 'Acts as',
    cell: (row) =>
      row.identity ? (
        <span className={classes.key}>
          <span className={classes.mono}>{row.identity}</span>
          {row.identityKind && <span className={classes.sub}>{row.identityKind}</span>}
        </span>
      ) : (
        absent
      ),
  },
  system: { title: 'System', cell: (row) => plain(row.system) },
  environment: { title: 'Environment', cell: (row) => plain(row.environment) },
  owner: { title: 'Owner', cell: (row) => plain(row.owner) },
  party: { title: 'Party', cell: (row) => plain(row.party) },
  type: { title: 'Type', cell: (row) => plain(row.type) },
  issuance: { title: 'Issuance', cell: (row) => row.issuance },
  presentation: { title: 'Presentation', cell: (row) => row.presentation },
  storage: { title: 'Storage', cell: (row) => plain(row.storage) },
  revocation: { title: 'Revocation', cell: (row) => plain(row.revocation) },
  status: { title: 'Status', cell: (row) => row.status },
  likelihood: { title: 'Likelihood', cell: (row) => <span title={likelihoodText[row.likelihood]}>{row.likelihood}</span> },
  classes: { title: 'Classes', cell: (row) => (row.classes.length > 0 ? row.classes.join(', ') : absent) },
  ageDays: { title: 'Created', descendingFirst: true, cell: (row) => (row.created ? <Time at={row.created} dateOnly /> : absent) },
  expires: { title: 'Expires', cell: (row) => (row.expires ? <Time at={row.expires} dateOnly /> : row.ttl ? `renewed, ${formatSpan(row.ttl)}` : 'never') },
  lastUsed: { title: 'Last used', descendingFirst: true, cell: (row) => (row.lastUsed ? <Time at={row.lastUsed} dateOnly /> : absent) },
  'leak.chain': {
    title: 'Chain',
    number: true,
    descendingFirst: true,
    cell: (row) => <Interval certain={row.leak.chain} upTo={row.leak.upTo.chain} unit="count" dense />,
  },
  'leak.scope': {
    title: 'Scope',
    number: true,
    descendingFirst: true,
    cell: (row) => <Interval certain={row.leak.scope} upTo={row.leak.upTo.scope} unit="count" dense />,
  },
  'leak.actionDays': figures('leak'),
  'takeover.actionDays': figures('takeover'),
  'leak.share': {
    title: 'Share',
    number: true,
    descendingFirst: true,
    cell: (row) => <Interval certain={row.leak.share} upTo={row.leak.upTo.share} unit="share" dense />,
  },
  'exposure.certain': {
    title: 'Exposure',
    number: true,
    descendingFirst: true,
    cell: (row) => (
      <span title={`${formatCount(row.exposure.certain)} other credentials reach it`}>
        <Interval certain={row.exposure.certain} upTo={row.exposure.upTo} unit="count" dense />
      </span>
    ),
  },
};

export const columnsOf = (ids: ColumnId[]) =>
  helper.columns(
    ids.map((id) =>
      helper.accessor((row) => row.credential, {
        id,
        header: definitions[id].title,
        enableSorting: true,
        sortDescFirst: definitions[id].descendingFirst ?? false,
        cell: ({ row }) => definitions[id].cell(row.original),
      }),
    ),
  );

function CredentialName({ row }: { row: CredentialRow }) {
  const { title, sub } = nodeTitle(row.credential, row.name);
  return (
    <span className={classes.key}>
      <Link prefetch={false} href={credentialHref(row.id)} data-row-link>
        {title}
      </Link>
      {sub && <span className={classes.sub}>{sub}</span>}
      {!row.usable && <span className={classes.flag}>not usable</span>}
    </span>
  );
}
