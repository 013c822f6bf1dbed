'use client';

import { type CSSVariablesResolver, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { type ReactNode, useEffect, useState } from 'react';
import { theme } from '../theme/theme.ts';

const shared = {
  '--mantine-color-body': 'var(--canvas)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-3)',
  '--mantine-color-placeholder': 'var(--text-3)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-error': 'var(--band-critical-text)',
  '--mantine-color-anchor': 'var(--accent)',
};
/** Mantine's own colours point at the tokens of app/global.css, which know both schemes. */
const variables: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared });

/** Theme, colour scheme and notices. The nonce of the first document stays: the browser holds on to that document's policy while pages change inside it. */
export function Providers({ nonce, children }: { nonce: string; children: ReactNode }) {
  const [first] = useState(() => lendNonce(nonce));
  useEffect(sayLive, []);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" cssVariablesResolver={variables} getStyleNonce={() => first}>
      <Notifications position="bottom-right" limit={3} />
      {children}
    </MantineProvider>
  );
}

/** What keeps the page still behind a dialog makes a style element of its own, and looks for the nonce under this name. */
function lendNonce(nonce: string): string {
  if (typeof window !== 'undefined') Object.assign(window, { __webpack_nonce__: nonce });
  return nonce;
}

/** Says on the document that its handlers are there: what drives the page from outside can wait for it. */
function sayLive(): void {
  document.documentElement.dataset.live = '';
}
