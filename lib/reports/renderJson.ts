import type { Renderer } from './renderer.ts';
import { writeReportJson } from './writeReportJson.ts';

/** The report itself; the same bytes as the file that it was read from. */
export const renderJson: Renderer = {
  format: 'json',
  extension: 'json',
  mediaType: 'application/json',
  async *render(report) {
    const encoder = new TextEncoder();
    for await (const piece of writeReportJson(report)) yield encoder.encode(piece);
  },
};
