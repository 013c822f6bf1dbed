/**
 * What a line of a log may say and the names it goes by (docs/formats/access-log.md). Names are compared without case, spaces and marks: `user_agent`,
 * `userAgent` and `User-Agent` are one. Members of nested JSON objects are named with dots (`client.ip`), and also go by their last part.
 */
export const columns = {
  time: {
    meaning: 'when: ISO 8601, seconds or milliseconds since 1970, or the form of web servers (`10/Oct/2026:13:55:36 +0000`)',
    also: 'timestamp, @timestamp, ts, at, date, datetime, event time, occurred at, request time, time local, start time',
  },
  credential: {
    meaning: 'the identifier of what was presented; a value that looks like a secret becomes its fingerprint',
    also: 'key, key id, api key id, access key, access key id, credential id, token id, client id, kid',
  },
  secret: { meaning: 'its value; only the fingerprint is kept', also: 'api key, token, access token, bearer, authorization, x-api-key, session' },
  identity: {
    meaning: 'whom it spoke for: a key, or a name within the system',
    also: 'principal, user, username, user name, actor, account, subject, agent, remote user, caller',
  },
  action: { meaning: 'what was done, as the system names it', also: 'operation, event, event name, event type, api, api call, command, verb, request' },
  method: { meaning: 'the HTTP method: the action where there is none, and the class', also: 'http method, request method' },
  path: {
    meaning: 'the HTTP path: part of the action, without its query, numbers and ids as `*`',
    also: 'url, uri, request uri, endpoint, request path, http path, route',
  },
  class: { meaning: 'the action class (docs/model.md), where the log knows it', also: 'action class' },
  resource: { meaning: 'key of what was acted on, or a name within the system', also: 'target, object, resource id, resource name' },
  outcome: {
    meaning: '`success` or `denied`, or an HTTP status (2xx and 3xx: success, 401 and 403: denied)',
    also: 'status, status code, result, http status, response code, decision, allowed',
  },
  proof: {
    meaning: 'what proves who used it: attested subject, source identity, session tag',
    also: 'source identity, attested subject, spiffe id, peer id, session tag, client cert subject',
  },
  address: { meaning: 'where it came from', also: 'ip, ip address, source ip, client ip, remote addr, remote address, source address, remote ip, src ip' },
  network: { meaning: 'network or zone it came from', also: 'zone, subnet, vpc, asn, source network' },
  userAgent: { meaning: 'what called, by its own word', also: 'ua, http user agent, client, user agent string' },
  instance: { meaning: 'the workload that called: pod, host, function', also: 'pod, host, hostname, container, workload, node, instance id, source workload' },
  eventId: { meaning: 'tells events apart: a repeat is counted once', also: 'id, event uid, request id, trace id, uuid, insert id' },
  count: { meaning: 'how many uses the line stands for (default 1)', also: 'hits, requests, uses' },
  system: { meaning: 'the system that wrote it; with it the log counts as coverage', also: 'service, platform, product, application' },
} as const;

export type Column = keyof typeof columns;
export const columnNames = Object.keys(columns).filter((name): name is Column => name in columns);

const bare = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
const known = new Map<string, Column>(
  columnNames.flatMap((column) => [column, ...columns[column].also.split(', ')].map((name): [string, Column] => [bare(name), column])),
);

/** The column that a heading or the path of a member stands for. */
export function columnOf(heading: string): Column | undefined {
  return known.get(bare(heading)) ?? (heading.includes('.') ? known.get(bare(heading.slice(heading.lastIndexOf('.') + 1))) : undefined);
}

/** Which heading stands for which column: one that is the column's own name before one of its other names, then the first. */
export function readHeader(headings: readonly string[]): Map<Column, number> {
  const at = new Map<Column, number>();
  for (const [index, heading] of headings.entries()) {
    const column = columnOf(heading);
    if (column === undefined) continue;
    if (!at.has(column) || (bare(heading) === bare(column) && bare(headings[at.get(column)!]!) !== bare(column))) at.set(column, index);
  }
  return at;
}

/** What a line must say at least; undefined where it does, else what is missing. */
export function missingIn(has: (column: Column) => boolean): string | undefined {
  const who = has('credential') || has('secret') || has('identity');
  if (has('time') && who) return undefined;
  const names = (column: Column): string => `${column} (or ${columns[column].also.split(', ').slice(0, 3).join(', ')})`;
  if (!has('time')) return names('time');
  return `${names('credential')}, secret or ${names('identity')}`;
}
