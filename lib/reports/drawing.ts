import type { Ink } from './inks.ts';

/**
 * A picture as plain shapes in px from the upper left corner, the same for every format that can draw: SVG in HTML, vectors in PDF. Drawn in their order. `stroke` is 1 px wide unless `thickness` says
 * otherwise; `dashed`: 2 px on, 2 px off. A path is SVG's, with absolute M, L and Z only. A text stands on its line at y; `size` in px.
 */
export type Shape =
  | { kind: 'rect'; x: number; y: number; width: number; height: number; radius?: number; fill?: Ink; stroke?: Ink; dashed?: true }
  | { kind: 'line'; x1: number; y1: number; x2: number; y2: number; stroke: Ink; dashed?: true }
  | { kind: 'path'; d: string; fill?: Ink; opacity?: number; stroke?: Ink; thickness?: number }
  | { kind: 'circle'; x: number; y: number; radius: number; fill: Ink }
  | { kind: 'text'; x: number; y: number; text: string; anchor: 'start' | 'middle' | 'end'; ink: Ink; size: number; bold?: true };
export type Drawing = { width: number; height: number; shapes: Shape[] };
