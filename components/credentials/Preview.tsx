'use client';

import { Button, CloseButton, Skeleton } from '@mantine/core';
import { IconArrowUpRight } from '@tabler/icons-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { CredentialPreview } from '../../lib/model/credentialPreview.ts';
import type { CredentialRow, Scenario } from '../../lib/model/figures.ts';
import { scenarios } from '../../lib/model/figures.ts';
import { formatCount, formatSpan, plural } from '../../lib/model/format.ts';
import { priorityOf } from '../../lib/model/priority.ts';
import { Explain } from '../Explain.tsx';
import { BandMark } from '../figures/BandMark.tsx';
import { ClassMark } from '../figures/ClassMark.tsx';
import { Interval, type Unit } from '../figures/Interval.tsx';
import { attributionText, likelihoodText, type Word } from '../glossary.ts';
import { credentialHref, exposureHref } from '../links.ts';
import { nodeTitle } from '../nodeTitle.ts';
import { Owner } from '../Owner.tsx';
import { Time } from '../Time.tsx';
import classes from './Preview.module.css';
import type { PreviewState } from './usePreview.ts';

const figures = [
  ['actionDays', 'amount'],
  ['share', 'share'],
  ['scope', 'count'],
  ['resources', 'count'],
  ['identities', 'count'],
  ['workloads', 'count'],
  ['chain', 'count'],
] as const satisfies [Word & keyof CredentialRow['leak'], Unit][];

/**
 * A credential at a glance: what is known from the table at once, the rest when the server has answered.
 * @param row  undefined where the page of the table does not hold it
 */
export function Preview({ row: known, state, onClose }: { row: CredentialRow | undefined; state: PreviewState; onClose: () => void }) {
  const row = known ?? state.preview?.row;
  if (!row) return state.failure ? <Failed state={state} onClose={onClose} /> : <Waiting onClose={onClose} />;
  const order: readonly Scenario[] = row.identityKind === 'agent' ? ['takeover', 'leak'] : scenarios;
  const { title, sub } = nodeTitle(row.credential, row.name);
  return (
    <div className={classes.preview} data-keys aria-busy={!state.preview && !state.failure}>
      <div className={classes.head}>
        <div className={classes.words}>
          <h2 className={classes.title}>{title}</h2>
          <p className={classes.sub}>{[sub, row.type, row.usable ? undefined : 'not usable'].filter(Boolean).join(' · ')}</p>
        </div>
        <CloseButton size="sm" aria-label="Close the preview" onClick={onClose} />
      </div>
      <Button component={Link} href={credentialHref(row.id)} prefetch={false} variant="default" size="xs" rightSection={<IconArrowUpRight size={14} />}>
        Open the whole credential
      </Button>
      <Figures row={row} order={order} />
      <dl className={classes.facts}>
        <Item term={<Explain word="likelihood" />}>
          {row.likelihood} <span className={classes.quiet}>{likelihoodText[row.likelihood]}</span>
        </Item>
        <Item term={<Explain word="priority" />}>
          {priorityOf(row.likelihood, row.leak.band)} <span className={classes.quiet}>of 5</span>
        </Item>
        <Item term="Acts as">{row.identity ? <span className={classes.mono}>{row.identity}</span> : absent}</Item>
        <Item term="Owner">{row.owner ? <Owner name={row.owner} /> : absent}</Item>
        <Item term="Where">{[row.system, row.environment, row.party].filter(Boolean).join(' · ') || absent}</Item>
        <Item term={<Explain word="issuance" />}>{`${row.issuance}, ${row.presentation}`}</Item>
        <Item term={<Explain word="storage" />}>{row.storage ?? absent}</Item>
        <Item term={<Explain word="revocation" />}>{row.revocation ?? absent}</Item>
        <Item term="Expires">{row.expires ? <Time at={row.expires} dateOnly /> : row.ttl ? `renewed every ${formatSpan(row.ttl)}` : 'never'}</Item>
        <Item term="Last use">{row.lastUsed ? <Time at={row.lastUsed} dateOnly /> : absent}</Item>
        {row.attribution && (
          <Item term={<Explain word="attribution" />}>
            {row.attribution} <span className={classes.quiet}>{attributionText[row.attribution]}</span>
          </Item>
        )}
        <Item term={<Explain word="crosses" />}>
          {row.environments === 0 ? 'none' : formatCount(row.environments)}{' '}
          {row.crosses.length > 0 && <span className={classes.quiet}>where it can {row.crosses.join(', ')}</span>}
        </Item>
        <Item term={<Explain word="exposure" />}>
          <Interval certain={row.exposure.certain} upTo={row.exposure.upTo} unit="count" /> <span className={classes.quiet}>reach it</span>
        </Item>
      </dl>
      <Classes row={row} order={order} />
      {state.preview ? <Reached preview={state.preview} /> : state.failure ? <Again state={state} /> : <Skeleton height={120} radius="md" />}
    </div>
  );
}

const absent = <span className={classes.quiet}>not stated</span>;
const scenarioWord: Record<Scenario, string> = { leak: 'Leak', takeover: 'Takeover' };

function Figures({ row, order }: { row: CredentialRow; order: readonly Scenario[] }) {
  return (
    <table className={classes.figures}>
      <caption className="visually-hidden">Figures of both scenarios, certain and up to</caption>
      <thead>
        <tr>
          <td className={classes.names} />
          {order.map((scenario) => (
            <th key={scenario} scope="col">
              <Explain word={scenario} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">
            <Explain word="band" />
          </th>
          {order.map((scenario) => (
            <td key={scenario}>
              <BandMark band={row[scenario].band} upTo={row[scenario].upTo.band} />
              {row[scenario].upTo.band !== row[scenario].band && <span className={classes.upTo}>up to {row[scenario].upTo.band}</span>}
            </td>
          ))}
        </tr>
        {figures.map(([name, unit]) => (
          <tr key={name}>
            <th scope="row">
              <Explain word={name} />
            </th>
            {order.map((scenario) => (
              <td key={scenario}>
                <Interval
                  certain={row[scenario][name]}
                  upTo={row[scenario].upTo[name]}
                  unit={unit}
                  atLeast={name === 'actionDays' && row[scenario].unbounded}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Classes({ row, order }: { row: CredentialRow; order: readonly Scenario[] }) {
  const of = (scenario: Scenario) => (scenario === 'leak' ? row.classes : row.atTakeover.classes);
  const same = row.classes.join() === row.atTakeover.classes.join();
  return (
    <section className={classes.section} aria-label="Action classes">
      <h3>What it can do, up to</h3>
      {(same ? order.slice(0, 1) : order).map((scenario) => (
        <p key={scenario} className={classes.marks}>
          <span className={classes.quiet}>{same ? 'in both' : scenarioWord[scenario]}</span>
          {of(scenario).length === 0 ? 'nothing' : of(scenario).map((each) => <ClassMark key={each} of={each} />)}
        </p>
      ))}
    </section>
  );
}

/** What only the server knows: how far, and the worst of it. */
function Reached({ preview: { scenario, depth, worst, permissions, crownJewels } }: { preview: CredentialPreview }) {
  const shown = crownJewels.slice(0, 4);
  return (
    <>
      <section className={classes.section} aria-label="Heaviest permissions">
        <h3>
          Heaviest of {plural(permissions, 'permission')}, {scenario}
        </h3>
        {worst.length === 0 ? (
          <p className={classes.quiet}>It reaches nothing.</p>
        ) : (
          <ul className={classes.list}>
            {worst.map(({ class: action, resource, sensitivity, certainty }) => (
              <li key={`${action} ${resource}`}>
                <ClassMark of={action} /> <span className={classes.mono}>{resource}</span>
                <span className={classes.quiet}>{[sensitivity === 5 && 'crown jewel', certainty === 'possible' && 'possible'].filter(Boolean).join(', ')}</span>
              </li>
            ))}
          </ul>
        )}
        <p className={classes.quiet}>The farthest thing is {plural(depth, 'hop')} away.</p>
      </section>
      {shown.length > 0 && (
        <section className={classes.section} aria-label="Crown jewels">
          <h3>Crown jewels it reaches</h3>
          <ul className={classes.list}>
            {shown.map(({ key, certainty, hops }) => (
              <li key={key}>
                <Link prefetch={false} href={exposureHref(key)} className={classes.mono}>
                  {key}
                </Link>
                <span className={classes.quiet}>{`${plural(hops, 'hop')}${certainty === 'possible' ? ', possible' : ''}`}</span>
              </li>
            ))}
          </ul>
          {crownJewels.length > shown.length && <p className={classes.quiet}>and {formatCount(crownJewels.length - shown.length)} more</p>}
        </section>
      )}
    </>
  );
}

function Item({ term, children }: { term: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Again({ state }: { state: PreviewState }) {
  return (
    <div className={classes.failed} role="alert">
      <p>{state.failure}</p>
      <Button variant="default" size="xs" onClick={state.again}>
        Try again
      </Button>
    </div>
  );
}

/** A preview that the address names and nobody has. */
function Failed({ state, onClose }: { state: PreviewState; onClose: () => void }) {
  return (
    <div className={classes.preview} data-keys>
      <div className={classes.head}>
        <h2 className={classes.title}>No preview</h2>
        <CloseButton size="sm" aria-label="Close the preview" onClick={onClose} />
      </div>
      <Again state={state} />
    </div>
  );
}

function Waiting({ onClose }: { onClose: () => void }) {
  return (
    <div className={classes.preview} data-keys aria-busy="true">
      <div className={classes.head}>
        <span className="visually-hidden" role="status">
          Loading
        </span>
        <Skeleton height={20} width="70%" radius="sm" />
        <CloseButton size="sm" aria-label="Close the preview" onClick={onClose} />
      </div>
      <Skeleton height={200} radius="md" />
      <Skeleton height={180} radius="md" />
    </div>
  );
}
