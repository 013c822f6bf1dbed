import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { createLoader, type SearchParams } from 'nuqs/server';
import { Choice } from '../../../../../components/Choice.tsx';
import { decisionsHref, roundHref, roundParams } from '../../../../../components/decisions/decisionLinks.ts';
import classes from '../../../../../components/decisions/decisions.module.css';
import { ItemsTable } from '../../../../../components/decisions/ItemsTable.tsx';
import { RoundActs } from '../../../../../components/decisions/RoundActs.tsx';
import { Progress } from '../../../../../components/decisions/RoundsTable.tsx';
import { Page, PageHead } from '../../../../../components/Page.tsx';
import { Panel } from '../../../../../components/Panel.tsx';
import { Time } from '../../../../../components/Time.tsx';
import { itemStates } from '../../../../../lib/model/recertification.ts';
import { may } from '../../../../../lib/services/may.ts';
import { showRecertification } from '../../../../../lib/services/showRecertification.ts';
import { Failed } from '../../../../Failed.tsx';
import { requireContext } from '../../../../requireContext.ts';

export const metadata: Metadata = { title: 'Recertification' };

const loadParams = createLoader(roundParams);
type Props = { params: Promise<{ recertification: string }>; searchParams: Promise<SearchParams> };

export default async function RecertificationPage({ params, searchParams }: Props) {
  const ctx = await requireContext();
  const { recertification } = await params;
  if (!/^[1-9]\d{0,8}$/.test(recertification)) notFound();
  const id = Number(recertification);
  const { state, after } = await loadParams(searchParams);
  const shown = await showRecertification(ctx, { recertification: id, ...(state && { state }), after: Math.max(0, after) });
  if (!shown.ok && shown.error.code === 'NOT_FOUND') notFound();
  if (!shown.ok) return <Failed error={shown.error} retryHref={roundHref(id)} />;
  const { round, items, next } = shown.value;
  return (
    <Page>
      <PageHead
        above={
          <Link prefetch={false} href={decisionsHref({ view: 'recertifications' })}>
            Recertifications
          </Link>
        }
        title={round.owner}
        lead={
          <>
            Due <Time at={round.due} dateOnly />
            {round.overdue && ', overdue'}. Begun by {round.startedBy}
            {round.closedBy && `, closed by ${round.closedBy}`}.{round.note && ` ${round.note}`}
          </>
        }
        actions={may(ctx, 'manager') ? <RoundActs id={id} closed={round.closedAt !== undefined} /> : undefined}
      />
      <div className={classes.views}>
        <Choice
          label="Which items"
          options={[
            { label: 'All', href: roundHref(id), current: state === null },
            ...itemStates.map((each) => ({
              label: each.charAt(0).toUpperCase() + each.slice(1),
              href: roundHref(id, { state: each }),
              current: each === state,
            })),
          ]}
        />
        <div>
          <Progress round={round} />
        </div>
      </div>
      <Panel id="items" title="What is to be confirmed" lead="What was to be confirmed when the round began, as it is now." flush>
        {items.length === 0 ? (
          <p className="quiet">None {state === 'waiting' ? 'waits any more' : 'is so'}.</p>
        ) : (
          <ItemsTable
            key={`${state} ${after}`}
            round={id}
            items={items}
            now={ctx.now().toISOString()}
            mayAnswer={may(ctx, 'analyst') && round.closedAt === undefined}
          />
        )}
      </Panel>
      {(after > 0 || next !== undefined) && (
        <nav className={classes.acts} aria-label="Pages of items">
          {after > 0 && (
            <Link prefetch={false} href={roundHref(id, { state })}>
              To the first
            </Link>
          )}
          {next !== undefined && (
            <Link prefetch={false} href={roundHref(id, { state, after: next })} rel="next">
              Next page
            </Link>
          )}
        </nav>
      )}
    </Page>
  );
}
