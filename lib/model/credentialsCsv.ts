import { credentialFields } from './credentialFields.ts';
import { csvLine } from './csvLine.ts';
import { type FieldValue, fieldValue } from './fieldValue.ts';
import type { CredentialRow } from './figures.ts';

/** Every field of the table, and the aliases, which are no field to filter by: what an export of all columns holds. */
export const csvFields: readonly string[] = [...credentialFields.map(({ name }) => name), 'aliases'];

/** Credentials as CSV (csvLine.ts): the heading names the fields as the filter does; several values in one cell have a space between them. */
export const csvHeading = (fields: readonly string[]): string => csvLine(fields);

/** @param asOfMs analysis time, for the days */
export function csvRows(rows: readonly CredentialRow[], fields: readonly string[], asOfMs: number): string {
  const cell = (row: CredentialRow, field: string): FieldValue => (field === 'aliases' ? row.aliases : fieldValue(row, field, asOfMs));
  return rows.map((row) => csvLine(fields.map((field) => asCell(cell(row, field))))).join('');
}

const asCell = (value: FieldValue): string | number | boolean | undefined => (Array.isArray(value) ? value.join(' ') : value);
