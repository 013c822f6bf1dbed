import { type ReportFormat, reportFormats } from '../model/reports.ts';
import { renderCsv } from './renderCsv.ts';
import type { Renderer } from './renderer.ts';
import { renderHtml } from './renderHtml.ts';
import { renderJson } from './renderJson.ts';
import { renderOscal } from './renderOscal.ts';
import { renderOscalPoam } from './renderOscalPoam.ts';
import { renderPdf } from './renderPdf.ts';
import { renderXlsx } from './renderXlsx.ts';

/** Every format that a report can be had as. One line a renderer. */
export const renderers: readonly Renderer[] = [renderJson, renderCsv, renderHtml, renderPdf, renderXlsx, renderOscal, renderOscalPoam];

export const findRenderer = (format: ReportFormat): Renderer | undefined => renderers.find((each) => each.format === format);
/** Formats that there is a renderer for, in the order of `reportFormats`. */
export const offeredFormats: readonly ReportFormat[] = reportFormats.filter((format) => findRenderer(format) !== undefined);
