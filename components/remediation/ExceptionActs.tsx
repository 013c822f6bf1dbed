import { ApprovalActs, type ApprovalWords } from './ApprovalActs.tsx';
import type { ShownException } from './ExceptionsTable.tsx';

const words: ApprovalWords = {
  approve: {
    label: 'Approve',
    title: 'Approve the exception?',
    does: 'The task is left undone until the day, and counted beside every figure that leaves it out.',
    done: 'Approved; the task is accepted.',
  },
  refuse: { label: 'Refuse', title: 'Refuse the exception?', does: 'The task stays what it is. Whoever asked may ask anew.', done: 'Refused.' },
  withdraw: { label: 'End it', title: 'End the exception now?', does: 'The task is work again.', done: 'Ended; the task is work again.' },
};

type Props = { exception: Pick<ShownException, 'id' | 'state' | 'own' | 'requestedBy'>; mayDecide: boolean; mayWork: boolean };

/** What can be done about an exception. */
export function ExceptionActs({ exception: { id, state, own, requestedBy }, mayDecide, mayWork }: Props) {
  const waits = state === 'waiting';
  const mayWithdraw = (waits && own && mayWork) || (state === 'approved' && (mayDecide || own));
  return <ApprovalActs url={`/api/exceptions/${id}`} {...{ words, waits, own, requestedBy, mayDecide, mayWithdraw }} />;
}
