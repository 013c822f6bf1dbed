import { type Band, bands } from '../../lib/model/weights.ts';
import { bandText } from '../glossary.ts';
import classes from './BandMark.module.css';

/** A band as five rising bars, as many filled as it is bad, and its word: readable without colour. Hollow bars go on to the band that it may be up to. */
export function BandMark({ band, upTo }: { band: Band; upTo?: Band | undefined }) {
  const level = bands.indexOf(band);
  const highest = Math.max(level, upTo ? bands.indexOf(upTo) : level);
  const maybe = highest > level ? `up to ${bandText[bands[highest]!].toLowerCase()}` : undefined;
  return (
    <span className={classes.mark} data-band={band} title={maybe && `${bandText[band]}, ${maybe}`}>
      <svg viewBox="0 0 19 12" width="19" height="12" aria-hidden="true" className={classes.bars}>
        {bands.map((each, i) => (
          <rect key={each} x={i * 4} y={9 - i * 2} width="3" height={3 + i * 2} rx="1" data-is={i <= level ? 'certain' : i <= highest ? 'possible' : 'none'} />
        ))}
      </svg>
      <span className={classes.word}>{bandText[band]}</span>
      {maybe && <span className="visually-hidden">, {maybe}</span>}
    </span>
  );
}
