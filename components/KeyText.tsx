import { Fragment } from 'react';

/** A key that, where it does not fit, is broken behind a colon, a slash or a hash rather than within a word or an id. */
export function KeyText({ text }: { text: string }) {
  return text.split(/(?<=[:/#])/).map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other name, and it never changes in place
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
