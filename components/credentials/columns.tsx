'use client';

import { columnVisibilityFeature, createColumnHelper, rowPaginationFeature, rowSortingFeature, tableFeatures } from '@tanstack/react-table';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { type ColumnId, credentialColumns, isColumnId } from '../../lib/model/credentialColumns.ts';
import type { ActionClass } from '../../lib/model/facts.ts';
import { fieldValue } from '../../lib/model/fieldValue.ts';
import { type CredentialRow, type Scenario, scenarios } from '../../lib/model/figures.ts';
import { formatCount, formatSpan, plural } from '../../lib/model/format.ts';
import { priorityOf } from '../../lib/model/priority.ts';
import { BandMark } from '../figures/BandMark.tsx';
import { ClassMark } from '../figures/ClassMark.tsx';
import { Interval } from '../figures/Interval.tsx';
import { attributionText, glossary, likelihoodText, type Word } from '../glossary.ts';
import { KeyText } from '../KeyText.tsx';
import { credentialHref } from '../links.ts';
import { nodeTitle } from '../nodeTitle.ts';
import { Owner } from '../Owner.tsx';
import { remediationHref } from '../remediation/taskLinks.ts';
import { Time } from '../Time.tsx';
import classes from './CredentialsTable.module.css';

/** What the table keeps a state of. Sorting and pages are the server's; here they are only shown. */
export const features = tableFeatures({ rowSortingFeature, rowPaginationFeature, columnVisibilityFeature });

/** A row with how many tasks are about it, where there are any that are not verified. */
export type ListedCredential = CredentialRow & { tasks?: { unfinished: number; accepted: number } };

const helper = createColumnHelper<typeof features, ListedCredential>();
const absent = <span className={classes.absent}>–</span>;
const plain = (value: string | undefined) => value ?? absent;

/** @param explains the word of the model that the heading explains on hover */
type Definition = { number?: boolean; descendingFirst?: boolean; explains?: Word; cell: (row: ListedCredential, asOfMs: number) => ReactNode };

const blast = (scenario: Scenario): Definition => ({
  descendingFirst: true,
  explains: scenario,
  cell: (row) => (
    <span className={classes.figure}>
      <BandMark band={row[scenario].band} upTo={row[scenario].upTo.band} />
      <span className={classes.amount}>
        <Interval certain={row[scenario].actionDays} upTo={row[scenario].upTo.actionDays} unit="amount" dense atLeast={row[scenario].unbounded} />
      </span>
    </span>
  ),
});

type FigureName = 'scope' | 'chain' | 'identities' | 'workloads' | 'resources' | 'weight' | 'share';
const units = { scope: 'count', chain: 'count', identities: 'count', workloads: 'count', resources: 'count', weight: 'amount', share: 'share' } as const;

const figure = (scenario: Scenario, name: FigureName): Definition => ({
  number: true,
  descendingFirst: true,
  explains: name,
  cell: (row) => <Interval certain={row[scenario][name]} upTo={row[scenario].upTo[name]} unit={units[name]} dense />,
});

function figuresOf<S extends Scenario>(scenario: S): Record<`${S}.${FigureName}`, Definition> {
  // `fromEntries` forgets the names; they are exactly those of `units`.
  const names = Object.keys(units) as FigureName[];
  return Object.fromEntries(names.map((name) => [`${scenario}.${name}`, figure(scenario, name)])) as Record<`${S}.${FigureName}`, Definition>;
}

/** The cell of every column, by the field it sorts by. */
const definitions: Record<ColumnId, Definition> = {
  priority: { explains: 'priority', cell: (row) => <span className={classes.priority}>{priorityOf(row.likelihood, row.leak.band)}</span> },
  credential: { cell: (row) => <CredentialName row={row} /> },
  'leak.actionDays': blast('leak'),
  'takeover.actionDays': blast('takeover'),
  likelihood: { explains: 'likelihood', cell: (row) => <span title={likelihoodText[row.likelihood]}>{row.likelihood}</span> },
  identity: { cell: (row) => (row.identity ? <Identity row={row} /> : absent) },
  owner: {
    cell: (row) =>
      row.owner ? (
        <span className={classes.text}>
          <Owner name={row.owner} />
        </span>
      ) : (
        absent
      ),
  },
  party: { cell: (row) => plain(row.party) },
  system: { cell: (row) => plain(row.system) },
  environment: { cell: (row) => plain(row.environment) },
  type: { cell: (row) => plain(row.type) },
  ageDays: {
    descendingFirst: true,
    number: true,
    cell: (row, asOfMs) => (row.created ? <Days at={row.created} days={daysOf(row, 'ageDays', asOfMs)} /> : absent),
  },
  lifetimeDays: { number: true, explains: 'lifetime', cell: (row, asOfMs) => <Lifetime row={row} asOfMs={asOfMs} /> },
  rotatedDays: { descendingFirst: true, cell: (row) => (row.rotated ? <Time at={row.rotated} dateOnly /> : absent) },
  storage: { explains: 'storage', cell: (row) => plain(row.storage) },
  issuance: { explains: 'issuance', cell: (row) => row.issuance },
  presentation: { explains: 'presentation', cell: (row) => row.presentation },
  revocation: { explains: 'revocation', cell: (row) => plain(row.revocation) },
  status: { cell: (row) => row.status },
  attribution: {
    explains: 'attribution',
    cell: (row) => (row.attribution ? <span title={attributionText[row.attribution]}>{row.attribution}</span> : absent),
  },
  lastUsed: { descendingFirst: true, cell: (row) => (row.lastUsed ? <Time at={row.lastUsed} dateOnly /> : absent) },
  classes: { cell: (row) => <Classes of={row.classes} /> },
  environments: {
    number: true,
    descendingFirst: true,
    explains: 'crosses',
    cell: (row) => <Crossed environments={row.environments} crosses={row.crosses} />,
  },
  'takeover.classes': { cell: (row) => <Classes of={row.atTakeover.classes} /> },
  'takeover.environments': { number: true, descendingFirst: true, explains: 'crosses', cell: (row) => <Crossed {...row.atTakeover} /> },
  ...figuresOf(scenarios[0]),
  ...figuresOf(scenarios[1]),
  'exposure.certain': {
    number: true,
    descendingFirst: true,
    explains: 'exposure',
    cell: (row) => (
      <span title={`${formatCount(row.exposure.certain)} other credentials reach it`}>
        <Interval certain={row.exposure.certain} upTo={row.exposure.upTo} unit="count" dense />
      </span>
    ),
  },
};

/** Whether a column's cells are figures, which stand at the right. */
export const isNumber = (id: string): boolean => isColumnId(id) && definitions[id].number === true;
/** What the heading explains on hover; undefined where the title says it all. */
export function explanationOf(id: string): string | undefined {
  const word = isColumnId(id) ? definitions[id].explains : undefined;
  return word && glossary[word].text;
}

export const columnsOf = (ids: readonly ColumnId[], asOfMs: number) =>
  helper.columns(
    ids.map((id) =>
      helper.accessor((row) => row.credential, {
        id,
        header: credentialColumns[id].title,
        enableSorting: true,
        sortDescFirst: definitions[id].descendingFirst ?? false,
        cell: ({ row }) => definitions[id].cell(row.original, asOfMs),
      }),
    ),
  );

function CredentialName({ row }: { row: ListedCredential }) {
  const { title, sub } = nodeTitle(row.credential, row.name);
  return (
    <span className={classes.key}>
      <Link prefetch={false} href={credentialHref(row.id)} title={title.length > 60 ? title : undefined} data-row-link>
        <KeyText text={title} />
      </Link>
      {sub && <span className={classes.sub}>{sub}</span>}
      {!row.usable && <span className={classes.flag}>not usable</span>}
      {row.tasks && (
        <Link prefetch={false} href={remediationHref('table', { node: row.id })} className={classes.tasks}>
          {tasksText(row.tasks)}
        </Link>
      )}
    </span>
  );
}

const tasksText = ({ unfinished, accepted }: { unfinished: number; accepted: number }): string =>
  [unfinished > 0 && plural(unfinished, 'task'), accepted > 0 && `${accepted} accepted`].filter(Boolean).join(', ');

const Identity = ({ row }: { row: CredentialRow }) => (
  <span className={classes.key}>
    <span className={classes.mono}>{row.identity && <KeyText text={row.identity} />}</span>
    {row.identityKind && <span className={classes.sub}>{row.identityKind}</span>}
  </span>
);

function Classes({ of }: { of: readonly ActionClass[] }) {
  if (of.length === 0) return absent;
  return (
    <span className={classes.classes}>
      {of.map((each) => (
        <ClassMark key={each} of={each} />
      ))}
    </span>
  );
}

const Crossed = ({ environments, crosses }: { environments: number; crosses: readonly ActionClass[] }) => (
  <span title={crosses.length > 0 ? `It can ${crosses.join(', ')} there.` : undefined}>{environments === 0 ? absent : formatCount(environments)}</span>
);

const daysOf = (row: CredentialRow, field: 'ageDays' | 'lifetimeDays', asOfMs: number): number | undefined => {
  const days = fieldValue(row, field, asOfMs);
  return typeof days === 'number' ? days : undefined;
};

/** How many days, with the day itself on hover. */
const Days = ({ at, days }: { at: string; days: number | undefined }) => (
  <span title={`${at.slice(0, 10)} UTC`}>{days === undefined ? absent : `${formatCount(Math.floor(days))} d`}</span>
);

function Lifetime({ row, asOfMs }: { row: CredentialRow; asOfMs: number }) {
  const days = daysOf(row, 'lifetimeDays', asOfMs);
  if (days === undefined) return <span title="Nothing ends it.">endless</span>;
  if (row.ttl !== undefined && row.ttl / 86_400 <= days) return <span title="Renewed automatically">{formatSpan(row.ttl)}, renewed</span>;
  return row.expires ? <Days at={row.expires} days={days} /> : absent;
}
