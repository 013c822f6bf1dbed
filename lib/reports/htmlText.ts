import type { Drawing, Shape } from './drawing.ts';

/** A text as it stands in HTML, in elements and in attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** A picture as SVG; colours are those of the page's style. @param label what it says, for whoever does not see it */
export function svgOf({ width, height, shapes }: Drawing, label: string): string {
  return `<svg viewBox="0 0 ${width} ${number(height)}" role="img" aria-label="${escapeHtml(label)}">${shapes.map(shapeSvg).join('')}</svg>`;
}

const number = (value: number): string => String(Math.round(value * 100) / 100);
const attributes = (list: Record<string, string | number | undefined>): string =>
  Object.entries(list)
    .flatMap(([name, value]) => (value === undefined ? [] : [` ${name}="${typeof value === 'number' ? number(value) : escapeHtml(value)}"`]))
    .join('');
const colour = (ink: string | undefined): string => (ink === undefined ? 'none' : `var(--${ink})`);

function shapeSvg(shape: Shape): string {
  if (shape.kind === 'text') {
    const { x, y, text, anchor, ink, size, bold } = shape;
    return `<text${attributes({ x, y, 'text-anchor': anchor, 'font-size': size, 'font-weight': bold && 600, fill: colour(ink) })}>${escapeHtml(text)}</text>`;
  }
  if (shape.kind === 'circle') return `<circle${attributes({ cx: shape.x, cy: shape.y, r: shape.radius, fill: colour(shape.fill) })}/>`;
  if (shape.kind === 'line') {
    const { x1, y1, x2, y2, stroke, dashed } = shape;
    return `<line${attributes({ x1, y1, x2, y2, stroke: colour(stroke), 'stroke-dasharray': dashed && '2 2' })}/>`;
  }
  if (shape.kind === 'path') {
    const { d, fill, opacity, stroke, thickness } = shape;
    return `<path${attributes({ d, fill: colour(fill), 'fill-opacity': opacity, stroke: colour(stroke), 'stroke-width': thickness })}/>`;
  }
  const { x, y, width, height, radius, fill, stroke, dashed } = shape;
  return `<rect${attributes({ x, y, width, height, rx: radius, fill: colour(fill), stroke: colour(stroke), 'stroke-dasharray': dashed && '2 2' })}/>`;
}
