import { Fragment } from 'react';

/** A text that holds keys or addresses: if it must break, it breaks where these have a joint. */
export function BreakableText({ text }: { text: string }) {
  const parts = text.split(/(?<=[/:])|(?=@)/);
  return parts.map((part, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other name than their place
    <Fragment key={i}>
      {i > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
