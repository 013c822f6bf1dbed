import { edgeBit } from '../../blast/columns.ts';
import { edgeTypes, storages } from '../../model/facts.ts';
import type { ControlPath } from './controlPath.ts';
import { live, type Moment } from './moment.ts';

const kept = ['vault', 'hardware'] as const;

/** As long as nothing says that it lies in a vault, or some store keeps a copy beside it (`copied`, see lib/store/pathFacts.ts). */
export const vault: ControlPath = {
  control: 'vault',
  there: () =>
    `(coalesce(n.storage NOT IN (${kept.map((storage) => storages.indexOf(storage)).join(', ')}), true) OR EXISTS (SELECT FROM copied c WHERE c.subject_id = a.subject_id))`,
  said: () => `f.fields->>'storage' IN (${kept.map((storage) => `'${storage}'`).join(', ')})`,
};

/** A live `holds` that does not renew: it keeps a value, and is not where the current one is fetched. @param f alias of `fact_edge` */
export const isCopy = (f: string, moment: Moment): string =>
  `(${f}.gone_at IS NULL AND ${f}.type = ${edgeTypes.indexOf('holds')} AND (${f}.flags & ${edgeBit.renews}) = 0 AND ${live(f, moment)})`;
