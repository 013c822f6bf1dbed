import { Skeleton } from '@mantine/core';
import { Columns, Page } from './Page.tsx';

/** The shape of a screen while its data is on the way. */
export function Loading({ shape }: { shape: 'overview' | 'table' | 'credential' | 'list' }) {
  return (
    <Page wide={shape === 'table'}>
      <span className="visually-hidden" role="status">
        Loading
      </span>
      <Skeleton height={shape === 'overview' ? 96 : 30} width={shape === 'overview' ? '72%' : 260} radius="md" />
      {shape === 'overview' && (
        <>
          <Columns>
            <Skeleton height={150} radius="md" />
            <Skeleton height={150} radius="md" />
          </Columns>
          <Skeleton height={230} radius="md" />
        </>
      )}
      {shape === 'credential' && (
        <>
          <Skeleton height={330} radius="md" />
          <Skeleton height={190} radius="md" />
        </>
      )}
      {shape !== 'credential' && shape !== 'overview' && <Skeleton height={36} radius="md" />}
      <Skeleton height={420} radius="md" />
    </Page>
  );
}

/** The same within a screen whose head is there already. */
export const LoadingPanels = () => (
  <>
    <span className="visually-hidden" role="status">
      Loading
    </span>
    <Skeleton height={300} radius="md" />
    <Skeleton height={200} radius="md" />
  </>
);
