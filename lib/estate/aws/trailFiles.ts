import type { EstateFile } from '../estateFile.ts';
import { dayMs, type Estate } from '../moltbookEstate.ts';
import { production, region, sandbox } from './accounts.ts';
import { productionDay } from './productionTrail.ts';
import { sandboxEvents } from './sandboxTrail.ts';

/** The trails of both accounts go back so far. */
export const loggedDays = 90;
/** So many days of the larger trail a file. */
const daysAFile = 15;

/** The files of both trails, named and compressed as AWS writes them; a trail's own files come by the quarter of an hour, here several days are one. */
export function trailFiles(estate: Estate): EstateFile[] {
  const files: EstateFile[] = [];
  for (let first = loggedDays; first > 0; first -= daysAFile) {
    const days = Array.from({ length: daysAFile }, (_, at) => first - at);
    files.push({
      name: nameOf(production, estate.asOfMs - first * dayMs),
      gzipped: true,
      text: inFile(() => days.flatMap((day) => productionDay(estate, day))),
    });
  }
  files.push({ name: nameOf(sandbox, estate.asOfMs - dayMs), gzipped: true, text: inFile(() => sandboxEvents(estate)) });
  return files;
}

/** Worked out when it is read, not before. */
function* inFile(events: () => object[]): Generator<string> {
  yield `{"Records":[${events()
    .map((event) => JSON.stringify(event))
    .join(',')}]}`;
}

function nameOf(account: string, at: number): string {
  const [year, month, day] = new Date(at).toISOString().slice(0, 10).split('-');
  return `aws/${account}/CloudTrail/${region}/${year}/${month}/${day}/${account}_CloudTrail_${region}_${year}${month}${day}T0000Z_FakeFakeFakeFake.json.gz`;
}
