import type { Rejection } from './importReport.ts';

/** Why a record was rejected, with the field in front of a reason that does not begin with it. */
export const rejectionText = ({ field, reason }: Omit<Rejection, 'line'>): string =>
  field === undefined || field === '' || reason.startsWith(`${field} `) ? reason : `${field}: ${reason}`;
