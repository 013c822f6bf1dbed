import { Fragment } from 'react';

/** The name of a source; it breaks after its parts (`:` and `/`), if it must. */
export function SourceName({ name }: { name: string }) {
  return name.split(/(?<=[:/])/).map((part, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a name have nothing but their place
    <Fragment key={i}>
      {i > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
