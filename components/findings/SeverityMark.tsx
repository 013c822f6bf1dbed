import type { Priority } from '../../lib/model/priority.ts';
import { type Band, bands } from '../../lib/model/weights.ts';
import classes from './SeverityMark.module.css';

const words: Record<Priority, string> = { '1': 'most urgent', '2': 'urgent', '3': 'soon', '4': 'in time', '5': 'least urgent' };
/** In the colours of the bands: 1 is that of critical. */
const colourOf = (severity: Priority): Band => bands[bands.length - Number(severity)]!;

/** How urgent a finding is, by its number; what the number means is on hover. */
export const SeverityMark = ({ severity }: { severity: Priority }) => (
  <span className={classes.mark} data-band={colourOf(severity)} title={`Severity ${severity} of 5, ${words[severity]}`}>
    {severity}
    <span className="visually-hidden">, {words[severity]}</span>
  </span>
);
