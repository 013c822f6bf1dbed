import { awsTime } from '../aws/awsTime.ts';

/** Columns of the report by name (IAM User Guide, "Getting credential reports"): 22 since 2013, 16 where a tool dropped some. Those that are not there say nothing. */
export type Header = ReadonlyMap<string, number>;

export function readHeader(fields: readonly string[]): Header {
  return new Map(
    fields.map((field, at) => [
      field
        .replace(/^\ufeff/, '')
        .trim()
        .toLowerCase(),
      at,
    ]),
  );
}

/** A cell that cannot be read rejects its row. */
export class BadCell extends Error {
  readonly field: string;
  constructor(field: string, expected: string) {
    super(`${field} is not ${expected}`);
    this.field = field;
  }
}

/** What AWS writes where there is nothing to say: for what the root user has not, for what was not yet recorded, and for what is not there. */
const nothing = /^(?:n\/a|no_information|not_supported|)$/i;

/** The cells of one row. */
export class Cells {
  private readonly header: Header;
  private readonly fields: readonly string[];

  constructor(header: Header, fields: readonly string[]) {
    this.header = header;
    this.fields = fields;
  }

  text(column: string): string | undefined {
    const at = this.header.get(column);
    const cell = at === undefined ? '' : (this.fields[at] ?? '').trim();
    return nothing.test(cell) ? undefined : cell;
  }

  /** True where AWS says that the question does not arise: of the root user's password, that it always is there. */
  isNotSupported(column: string): boolean {
    return this.fields[this.header.get(column) ?? -1]?.trim().toLowerCase() === 'not_supported';
  }

  flag(column: string): boolean | undefined {
    const cell = this.text(column)?.toLowerCase();
    if (cell === undefined || cell === 'true' || cell === 'false') return cell === undefined ? undefined : cell === 'true';
    throw new BadCell(column, 'true or false');
  }

  time(column: string): string | undefined {
    const cell = this.text(column);
    const time = awsTime(cell);
    if (cell !== undefined && time === undefined) throw new BadCell(column, 'an ISO 8601 time');
    return time;
  }
}
