import Link from 'next/link';
import type { FactPlace } from '../../lib/model/tasks.ts';
import { SourceName } from '../SourceName.tsx';

/** Where a fact stands: file and line, else its import; the link opens the import. */
export const FactPlaceLine = ({ place: { source, importId, file, line } }: { place: FactPlace }) => (
  <>
    {file && (
      <>
        <span className="mono">
          {file}
          {line !== undefined && `:${line}`}
        </span>
        ,{' '}
      </>
    )}
    <Link prefetch={false} href={`/imports/${importId}`}>
      import {importId}
    </Link>{' '}
    of <SourceName name={source} />
  </>
);
