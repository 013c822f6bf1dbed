import { parseTime } from '../../model/time.ts';
import { textOf } from '../parseJson.ts';
import type { Members } from './events.ts';

/** From the first to the last event of one kind in one account's log. */
export type Span = { scope: string; what: string; from: string; to: string };

/** What a set of files covers: memory holds a span for each account and kind of event. */
export class Covered {
  private readonly spans = new Map<string, { scope: string; what: string; from: number; to: number }>();

  add(scope: string, event: Members, service: string | undefined, time: string): void {
    const ms = parseTime(time)?.ms;
    if (ms === undefined) return;
    const what = `CloudTrail log of ${scope}: ${kindOf(event, service)}`;
    const span = this.spans.get(what);
    if (!span) this.spans.set(what, { scope, what, from: ms, to: ms });
    else [span.from, span.to] = [Math.min(span.from, ms), Math.max(span.to, ms)];
  }

  all(): Span[] {
    return [...this.spans.values()]
      .map(({ scope, what, from, to }) => ({ scope, what, from: new Date(from).toISOString(), to: new Date(to).toISOString() }))
      .sort((a, b) => (a.what < b.what ? -1 : 1));
  }
}

/** A trail logs each kind only if it is told to, data events service by service. Before version 1.07 events did not name their category. */
function kindOf({ eventCategory, managementEvent, eventType, eventName }: Members, service: string | undefined): string {
  const category = textOf(eventCategory);
  if (category === 'NetworkActivity' || eventType === 'AwsVpceEvent') return 'network activity';
  const isData = category === 'Data' || (category === undefined && (managementEvent === false || dataCalls.test(`${service}:${String(eventName)}`)));
  return isData ? `data events of ${service ?? 'a service'}` : 'management events';
}

const dataCalls = /^s3:(?:Get|Put|Head|Delete|Copy|Restore|Upload|List)(?:Objects?V?2?|Part|PartCopy)(?:Acl|Tagging|Torrent)?$|^lambda:Invoke/;
