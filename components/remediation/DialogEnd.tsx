import { Button } from '@mantine/core';
import classes from './remediation.module.css';
import type { useTaskAct } from './useTaskAct.tsx';

type Props = {
  act: Pick<ReturnType<typeof useTaskAct>, 'busy' | 'failure'>;
  /** What the act is called on its button. */
  label: string;
  /** Something that it needs is not filled in yet. */
  incomplete?: boolean;
  onClose: () => void;
};

/** The foot of a dialog's form: what went wrong, the way out, the act. */
export function DialogEnd({ act, label, incomplete = false, onClose }: Props) {
  return (
    <>
      {act.failure && (
        <p className={classes.failure} role="alert">
          {act.failure}
        </p>
      )}
      <div className={classes.atEnd}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={act.busy} disabled={incomplete}>
          {label}
        </Button>
      </div>
    </>
  );
}
