/** Memory and speed of importing access logs (bench/measureLog.ts): `node bench/accessLog.ts [LINES, default 1000000] [MB of heap, default 64]`. */
import { inputFile } from '../lib/importers/inputFile.ts';
import { readLines } from '../lib/importers/readLines.ts';
import { measureLog, timeAt } from './measureLog.ts';

/** One line of a gateway's log: some ten thousand keys, each mostly from one address, over the last twenty days. */
function line(at: number): string {
  const key = (at * 7919) % 10_007;
  const address = at % 50 === 0 ? `203.0.113.${at % 250}` : `10.0.${key >> 8}.${key & 255}`;
  const [method, status] = [at % 3 === 0 ? 'POST' : 'GET', at % 97 === 0 ? 403 : 200];
  return `${timeAt(at)},event-${at},key-${key},agent-${key},${method},/v1/messages/${at},${status},${address},agent/1.${key % 5},bench`;
}

await measureLog(
  {
    format: 'access-log',
    ending: '.csv',
    around: ['time,event_id,credential,identity,method,path,status,address,user_agent,system\n', '\n', '\n'],
    record: line,
    plain: {
      what: 'reading and splitting them',
      async read(file) {
        let cells = 0;
        for await (const { text } of readLines(inputFile(file))) cells += text.split(',').length;
        return cells;
      },
    },
    source: (name) => `access-log:${name}`,
  },
  import.meta.filename,
);
