import { formatAmount, formatCount, formatExact, formatShare, formatSpan } from '../model/format.ts';
import type { Cell, CellType } from './block.ts';

/** A cell as a person reads it on paper or on a page; empty where it is absent. Exact values are in the JSON, the CSV and the XLSX. */
export function cellText(cell: Cell | undefined, type: CellType): string {
  if (cell === null || cell === undefined) return '';
  if (Array.isArray(cell)) return cell.join(', ');
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  if (typeof cell === 'string') return type === 'time' ? timeText(cell) : cell;
  return numberText(cell, type);
}

function numberText(value: number, type: CellType): string {
  if (type === 'integer') return formatCount(value);
  if (type === 'share') return formatShare(value);
  if (type === 'seconds') return formatSpan(value);
  if (type === 'days') return `${formatExact(value)} d`;
  return type === 'actionDays' ? (value >= 1e5 ? formatAmount(value) : formatExact(value)) : formatExact(value);
}

/** `2026-11-28 12:04 UTC`; midnight is a day. */
const timeText = (iso: string): string => {
  const [day = '', clock = ''] = iso.split('T');
  return clock.startsWith('00:00:00') ? day : `${day} ${clock.slice(0, 5)} UTC`;
};

/** Both ends of an interval: the first alone where they are the same, else `3, up to 12`. */
export function intervalText(value: Cell, upTo: Cell | undefined, type: CellType): string {
  const [low, high] = [cellText(value, type), cellText(upTo, type)];
  return upTo === undefined || low === high ? low : `${low}, up to ${high}`;
}
