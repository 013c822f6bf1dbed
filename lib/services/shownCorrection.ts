import type { Correction } from '../model/corrections.ts';
import type { CorrectionRow } from '../store/corrections.ts';

/** As screens and the command line see it: by name, not by the id of who made it. */
export const shownCorrection = ({ maker: _, ...correction }: CorrectionRow): Correction => correction;
