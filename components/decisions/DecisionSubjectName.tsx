import Link from 'next/link';
import type { DecisionSubject } from '../../lib/model/decisions.ts';
import { BreakableText } from '../BreakableText.tsx';
import { identityHref, systemHref } from '../links.ts';
import classes from './decisions.module.css';

/** What a decision is about, and the way there. */
export const DecisionSubjectName = ({ subject }: { subject: DecisionSubject }) => (
  <>
    <Link prefetch={false} href={subject.kind === 'system' ? systemHref(subject.key) : identityHref(subject.key)} className={classes.subject}>
      <BreakableText text={subject.key} />
    </Link>
    <span className={classes.kind}>
      {subject.kind}
      {subject.kind === 'agent' && subject.name !== undefined && ` · ${subject.name}`}
    </span>
  </>
);
