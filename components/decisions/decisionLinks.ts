import { createSerializer, type inferParserType, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { itemStates } from '../../lib/model/recertification.ts';

/** What an address asks for; null is left out. */
type Asked<P extends Parameters<typeof createSerializer>[0]> = { [K in keyof P]?: inferParserType<P>[K & keyof inferParserType<P>] | null };

export const decisionViews = ['decisions', 'recertifications'] as const;
export const decisionViewTitle: Record<(typeof decisionViews)[number], string> = { decisions: 'Decisions', recertifications: 'Recertifications' };
/** What the screen of decisions keeps in its address. `all` shows those that have ended too; `agent` or `system` opens the form about it. */
export const decisionParams = {
  view: parseAsStringLiteral(decisionViews).withDefault('decisions'),
  show: parseAsStringLiteral(['current', 'all'] as const).withDefault('current'),
  agent: parseAsString,
  system: parseAsString,
};
const writeDecisions = createSerializer(decisionParams);
export const decisionsHref = (params: Asked<typeof decisionParams> = {}): string => writeDecisions('/decisions', params);

/** What a round keeps in its address. */
export const roundParams = { state: parseAsStringLiteral(itemStates), after: parseAsInteger.withDefault(0) };
const writeRound = createSerializer(roundParams);
export const roundHref = (id: number, params: Asked<typeof roundParams> = {}): string => writeRound(`/decisions/recertifications/${id}`, params);
