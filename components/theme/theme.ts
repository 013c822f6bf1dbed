import { createTheme, type MantineColorsTuple } from '@mantine/core';

const ink: MantineColorsTuple = ['#eef1fe', '#dbe1fc', '#b6c2f7', '#8fa2f3', '#6f87ee', '#5671e6', '#4460dd', '#3650c6', '#2b42a8', '#22358a'];
const slate: MantineColorsTuple = ['#f6f7f9', '#eef0f3', '#e2e5ea', '#cdd2da', '#a9b1bd', '#868f9d', '#666f7d', '#4b535f', '#2f353e', '#1a1e24'];
/** Mantine reads dark[0] as text and dark[7] as body in the dark scheme. */
const dark: MantineColorsTuple = ['#e9ecf1', '#b6bdc9', '#98a1af', '#6d7684', '#3a414c', '#2b313a', '#1d2128', '#101317', '#0b0d10', '#07080a'];

/**
 * Mantine's side of the design: Geist, one accent, quiet surfaces. Colours that mean something (bands, action classes, scenarios) are not here but in
 * app/global.css, as CSS variables with one value a scheme, so that charts drawn on the server need no script to change scheme.
 */
export const theme = createTheme({
  colors: { ink, slate, dark, gray: slate },
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  black: '#15181d',
  fontFamily: 'var(--font-geist-sans), system-ui, sans-serif',
  fontFamilyMonospace: 'var(--font-geist-mono), ui-monospace, monospace',
  headings: {
    fontFamily: 'var(--font-geist-sans), system-ui, sans-serif',
    fontWeight: '600',
    textWrap: 'balance',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.25' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.4' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  radius: { xs: '3px', sm: '5px', md: '8px', lg: '12px', xl: '16px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Tooltip: { defaultProps: { withArrow: true, openDelay: 250, multiline: true, maw: 320, events: { hover: true, focus: true, touch: true } } },
    Button: { defaultProps: { size: 'sm' } },
    Modal: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    TextInput: { defaultProps: { size: 'sm', withAsterisk: false } },
    PasswordInput: { defaultProps: { size: 'sm', withAsterisk: false } },
  },
});
