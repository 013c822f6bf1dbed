import type { ReactNode } from 'react';
import type { CredentialRow } from '../../lib/model/figures.ts';
import { formatSpan } from '../../lib/model/format.ts';
import type { RuledFields } from '../../lib/model/patternRules.ts';
import { priorityOf } from '../../lib/model/priority.ts';
import type { CredentialUse } from '../../lib/model/use.ts';
import { Explain } from '../Explain.tsx';
import { Interval } from '../figures/Interval.tsx';
import { attributionText, likelihoodText } from '../glossary.ts';
import { exposureHref } from '../links.ts';
import { Owner } from '../Owner.tsx';
import { Ago, Time } from '../Time.tsx';
import classes from './Attributes.module.css';

type Props = { row: CredentialRow; now: string; use?: CredentialUse; ruled?: RuledFields };

/** What is known of the credential itself. `ruled`: what of it a rule of the settings says, whatever its sources do. */
export function Attributes({ row, now, use, ruled = {} }: Props) {
  const seen = use?.lanes.map(({ last }) => last).sort((a, b) => (a < b ? 1 : -1))[0];
  const lastUsed = [row.lastUsed, seen].filter((at) => at !== undefined).sort((a, b) => (a < b ? 1 : -1))[0];
  return (
    <dl className={classes.list}>
      <Item term={<Explain word="priority" />}>
        {priorityOf(row.likelihood, row.leak.band)} <span className={classes.quiet}>of 5</span>
      </Item>
      <Item term={<Explain word="likelihood" />}>
        {row.likelihood} <span className={classes.quiet}>{likelihoodText[row.likelihood]}</span>
      </Item>
      <Item term={<Explain word="exposure" />}>
        <a href={exposureHref(row.credential)}>
          <Interval certain={row.exposure.certain} upTo={row.exposure.upTo} unit="count" />
        </a>
      </Item>
      <Item term="Acts as">{row.identity ? <Identity row={row} /> : none}</Item>
      <Item term={<Explain word="issuance" />}>{row.issuance}</Item>
      <Item term={<Explain word="presentation" />}>{row.presentation}</Item>
      <Item term={<Explain word="storage" />}>{row.storage ?? none}</Item>
      <Item term={<Explain word="revocation" />}>{row.revocation ?? none}</Item>
      <Item term="Type">{row.type ?? none}</Item>
      <Item term="System">
        {row.system ?? none} <ByRule by={ruled.system} />
      </Item>
      <Item term="Environment">
        {row.environment ?? none} <ByRule by={ruled.environment} />
      </Item>
      <Item term="Owner">
        {row.owner ? <Owner name={row.owner} /> : none} <ByRule by={ruled.owner} />
      </Item>
      <Item term="Party">{row.party ?? none}</Item>
      <Item term="Status">
        {row.status}
        {!row.usable && <span className={classes.quiet}> not usable at the time of analysis</span>}
      </Item>
      <Item term="Created">{row.created ? <Time at={row.created} dateOnly /> : none}</Item>
      <Item term="Expires">{row.expires ? <Time at={row.expires} dateOnly /> : row.ttl ? `renewed every ${formatSpan(row.ttl)}` : 'never'}</Item>
      <Item term="Rotated">{row.rotated ? <Ago at={row.rotated} now={now} /> : none}</Item>
      <Item term="Last used">
        {lastUsed ? (
          <>
            <Ago at={lastUsed} now={now} /> <span className={classes.quiet}>{lastUsed === row.lastUsed ? 'by its record' : 'by the logs'}</span>
          </>
        ) : (
          none
        )}
      </Item>
      {row.attribution && (
        <Item term={<Explain word="attribution" />}>
          {row.attribution} <span className={classes.quiet}>{attributionText[row.attribution]}</span>
        </Item>
      )}
      <Item term={<Explain word="crosses" />}>
        {row.environments === 0 ? (
          'none'
        ) : (
          <>
            {row.environments}{' '}
            <span className={classes.quiet}>{row.crosses.length > 0 ? `where it can ${row.crosses.join(', ')}` : 'without acting there'}</span>
          </>
        )}
      </Item>
    </dl>
  );
}

const none = <span className={classes.quiet}>not stated</span>;

/** Where a value comes from, if not from the sources. */
const ByRule = ({ by }: { by: RuledFields['owner'] }) =>
  by && (
    <a className={classes.quiet} href="/settings/patterns" title={`Everything whose key or alias is like ${by.pattern}`}>
      Settings, rule {by.pattern}
    </a>
  );

const Identity = ({ row }: { row: CredentialRow }) => (
  <>
    <span className={classes.mono}>{row.identity}</span> {row.identityKind && <span className={classes.quiet}>{row.identityKind}</span>}
  </>
);

function Item({ term, children }: { term: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
