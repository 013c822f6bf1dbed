import { inks } from './inks.ts';

const variables = Object.entries(inks)
  .map(([ink, [light, dark]]) => `--${ink}: light-dark(${light}, ${dark});`)
  .join(' ');

/** The style of the page: everything that it needs. On paper it is light. */
export const htmlStyle = `
:root { color-scheme: light dark; ${variables} }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1080px; padding: 32px 24px 64px; background: var(--surface); color: var(--text); font: 14px/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
h1 { font-size: 24px; line-height: 1.25; margin: 0 0 16px; text-wrap: balance; }
h2 { font-size: 19px; margin: 40px 0 12px; padding-top: 12px; border-top: 1px solid var(--line-strong); }
h3 { font-size: 15px; margin: 28px 0 6px; }
a { color: var(--accent); }
p, ul { max-width: 78ch; margin: 0 0 12px; }
.note { color: var(--text-3); font-size: 12px; }
.facts { display: grid; gap: 2px 16px; margin: 0 0 16px; font-size: 12px; }
.facts div { display: grid; grid-template-columns: 150px 1fr; gap: 12px; }
.facts dt, .figures dt { color: var(--text-3); }
.facts dd { margin: 0; overflow-wrap: anywhere; }
nav ol { display: flex; flex-wrap: wrap; gap: 4px 20px; margin: 0; padding: 0 0 0 18px; }
nav li { padding-right: 8px; }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(210px, 1fr)); gap: 16px; margin: 16px 0 24px; }
.figures dt { font-size: 12px; }
.figures dd { margin: 0; }
.figures .value { font-size: 20px; font-weight: 600; line-height: 1.3; }
figure { margin: 20px 0; }
figcaption { font-weight: 600; margin-bottom: 6px; }
svg { display: block; width: 100%; max-width: 760px; height: auto; font-family: system-ui, sans-serif; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 12px; }
th { text-align: left; color: var(--text-2); font-weight: 600; border-bottom: 1px solid var(--line-strong); padding: 6px 12px 6px 0; vertical-align: bottom; }
td { border-bottom: 1px solid var(--line); padding: 5px 12px 5px 0; vertical-align: top; }
td.key { overflow-wrap: anywhere; min-width: 12ch; }
.number { text-align: right; white-space: nowrap; }
.scroll:focus-visible, a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
@media (max-width: 40em) { body { padding: 20px 16px 48px; } .facts div { grid-template-columns: 1fr; gap: 0; } }
@media print {
  :root { color-scheme: light; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  nav { display: none; }
  .page { break-before: page; }
  h2, h3, figcaption { break-after: avoid; }
  figure, tr, .figures div { break-inside: avoid; }
  .scroll { overflow: visible; }
  thead { display: table-header-group; }
  @page { margin: 18mm 16mm; }
}
`;
