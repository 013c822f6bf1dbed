import { z } from 'zod';
import { ImportFiles } from './importFiles.ts';

/** What a job needs to import an upload. */
export const ImportUpload = z.object({ upload: z.string().max(100), ...ImportFiles.pick({ name: true, format: true, confirm: true, taken: true }).shape });
export type ImportUpload = z.input<typeof ImportUpload>;
