import type { Drawing, Shape } from '../drawing.ts';
import type { FontName, Fonts } from './openFonts.ts';
import { pen, rgb, round } from './pageContent.ts';

type Of<K extends Shape['kind']> = Extract<Shape, { kind: K }>;

/** The names of graphics states, by their opacity. */
export const opacityName = (opacity: number): string => `opacity${Math.round(opacity * 100)}`;

/** A picture as operators in its own space, px with the y axis downwards; `opacities` gains those that it needs. */
export const drawShapes = ({ shapes }: Drawing, fonts: Fonts, opacities: Set<number>): string =>
  shapes.map((shape) => drawShape(shape, fonts, opacities)).join('\n');

function drawShape(shape: Shape, fonts: Fonts, opacities: Set<number>): string {
  if (shape.kind === 'rect') return drawRect(shape);
  if (shape.kind === 'line')
    return `${pen(shape.stroke, 1, shape.dashed === true)}${round(shape.x1)} ${round(shape.y1)} m ${round(shape.x2)} ${round(shape.y2)} l S`;
  if (shape.kind === 'circle')
    return `${rgb(shape.fill)}rg ${roundedRect(shape.x - shape.radius, shape.y - shape.radius, shape.radius * 2, shape.radius * 2, shape.radius)}f`;
  return shape.kind === 'path' ? drawPath(shape, opacities) : drawText(shape, fonts);
}

function drawRect({ x, y, width, height, radius = 0, fill, stroke, dashed }: Of<'rect'>): string {
  const outline = roundedRect(x, y, width, height, Math.min(radius, width / 2, height / 2));
  return `${fill ? `${rgb(fill)}rg ` : ''}${stroke ? pen(stroke, 1, dashed === true) : ''}${outline}${fill && stroke ? 'B' : fill ? 'f' : 'S'}`;
}

/** How far the handles of a curve reach that draws a quarter of a circle of radius 1. */
const quarter = 0.5523;

function roundedRect(x: number, y: number, width: number, height: number, radius: number): string {
  if (radius <= 0) return `${round(x)} ${round(y)} ${round(width)} ${round(height)} re `;
  const [right, bottom, rest] = [x + width, y + height, radius * (1 - quarter)];
  const curve = (...points: number[]): string => `${points.map(round).join(' ')} c `;
  return (
    `${round(x + radius)} ${round(y)} m ${round(right - radius)} ${round(y)} l ` +
    curve(right - rest, y, right, y + rest, right, y + radius) +
    `${round(right)} ${round(bottom - radius)} l ` +
    curve(right, bottom - rest, right - rest, bottom, right - radius, bottom) +
    `${round(x + radius)} ${round(bottom)} l ` +
    curve(x + rest, bottom, x, bottom - rest, x, bottom - radius) +
    `${round(x)} ${round(y + radius)} l ` +
    `${curve(x, y + rest, x + rest, y, x + radius, y)}h `
  );
}

function drawPath({ d, fill, opacity, stroke, thickness = 1 }: Of<'path'>, opacities: Set<number>): string {
  const outline = [...d.matchAll(/([MLZ])([^MLZ]*)/g)].map(([, letter = '', numbers = '']) => pathStep(letter, numbers)).join('');
  const paint = fill && stroke ? 'B' : fill ? 'f' : 'S';
  const painted = `${fill ? `${rgb(fill)}rg ` : ''}${stroke ? `1 j ${pen(stroke, thickness, false)}` : ''}${outline}${paint}`;
  if (opacity === undefined) return painted;
  opacities.add(opacity);
  return `q/${opacityName(opacity)} gs ${painted} Q`;
}

function pathStep(letter: string, numbers: string): string {
  if (letter === 'Z') return 'h ';
  const coordinates = [...numbers.matchAll(/-?[\d.]+(?:e-?\d+)?/g)].map(([text]) => round(Number(text)));
  const steps: string[] = [];
  // pairs after an M's first are lines, as SVG has it
  for (let at = 0; at < coordinates.length; at += 2) steps.push(`${coordinates[at]} ${coordinates[at + 1]} ${letter === 'M' && at === 0 ? 'm' : 'l'} `);
  return steps.join('');
}

function drawText({ x, y, text, anchor, ink, size, bold }: Of<'text'>, fonts: Fonts): string {
  const name: FontName = bold ? 'bold' : 'regular';
  const width = fonts[name].width(text, size);
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return `BT/${name} ${round(size)} Tf ${rgb(ink)}rg 1 0 0 -1 ${round(left)} ${round(y)} Tm(${fonts[name].encode(text).glyphs})Tj ET`;
}
