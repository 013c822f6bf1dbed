import { ApprovalActs, type ApprovalWords } from '../remediation/ApprovalActs.tsx';
import type { ShownDecision } from './DecisionsTable.tsx';

const words: ApprovalWords = {
  approve: {
    label: 'Approve',
    title: 'Approve this way to authenticate?',
    does: 'It stands until its day, in place of what stood before. The next analysis goes by it.',
    done: 'Approved; the next analysis goes by it.',
  },
  refuse: { label: 'Refuse', title: 'Refuse it?', does: 'What stands goes on standing. Whoever asked may ask anew.', done: 'Refused.' },
  withdraw: { label: 'End it', title: 'End it now?', does: 'From the next analysis on nobody has approved it any more.', done: 'Ended.' },
};

type Props = { decision: Pick<ShownDecision, 'id' | 'state' | 'own' | 'requestedBy'>; mayDecide: boolean; mayWork: boolean };

/** What can be done about a decision. */
export function DecisionActs({ decision: { id, state, own, requestedBy }, mayDecide, mayWork }: Props) {
  const waits = state === 'waiting';
  const mayWithdraw = (waits && own && mayWork) || (state === 'approved' && mayDecide);
  return <ApprovalActs url={`/api/decisions/${id}`} {...{ words, waits, own, requestedBy, mayDecide, mayWithdraw }} />;
}
