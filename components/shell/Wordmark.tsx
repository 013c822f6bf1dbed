import classes from './Wordmark.module.css';

/** The mark (a key's blast, as rings) and the name. */
export function Wordmark() {
  return (
    <span className={classes.mark}>
      <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
        <circle cx="12" cy="12" r="10" fill="none" stroke="var(--band-critical)" strokeOpacity=".3" strokeWidth="1.5" />
        <circle cx="12" cy="12" r="6.25" fill="none" stroke="var(--band-critical)" strokeOpacity=".65" strokeWidth="1.75" />
        <circle cx="12" cy="12" r="2.75" fill="var(--band-critical)" />
      </svg>
      <span>Keyblast</span>
    </span>
  );
}
