import type { PlainBlock } from './block.ts';
import { layCharts } from './pdf/layCharts.ts';
import { layFigures } from './pdf/layFigures.ts';
import { layFront, periodText, scopeText } from './pdf/layFront.ts';
import { layTable } from './pdf/layTable.ts';
import { layList, layParagraph, layTitle, lead } from './pdf/layText.ts';
import { openFonts } from './pdf/openFonts.ts';
import type { TextStyle } from './pdf/pageContent.ts';
import { PageFlow, type PaintFrame, totalForm } from './pdf/pageFlow.ts';
import { PdfFile, pdfText } from './pdf/pdfFile.ts';
import type { Renderer } from './renderer.ts';
import type { Report, Table } from './report.ts';
import type { ReportHead } from './reportHead.ts';

/**
 * The report on paper: A4, or Letter where that is asked for. Real text in Geist, an outline of sections and tables, page numbers, charts as vectors; every row of every table that is no annex. Pages leave memory as
 * they fill (docs/decisions/015-pdf-and-xlsx.md).
 */
export const renderPdf: Renderer = {
  format: 'pdf',
  extension: 'pdf',
  mediaType: 'application/pdf',
  async *render({ head, sections }, { digest, paper = 'a4' }) {
    const file = new PdfFile();
    const flow = new PageFlow(file, openFonts(), paper, frameOf(head, digest));
    layFront(flow, head, digest);
    for (const [at, section] of sections.filter(({ annex }) => !annex).entries()) {
      layTitle(flow, section.title, section.newPage);
      for (const group of groupsOf(section.blocks, at === 0)) {
        if (!(group instanceof Function)) yield* layAway(flow, file, group);
        else group(flow);
        yield* file.take();
      }
    }
    end(file, flow, head, digest);
    yield* file.take();
  },
};

async function* layAway(flow: PageFlow, file: PdfFile, table: Table): AsyncGenerator<Uint8Array, void> {
  for await (const _ of layTable(flow, table)) yield* file.take();
}

/** What is laid together: a table, or something on one page. @param first of the sections, which begins with its most important sentence */
function groupsOf(blocks: Report['sections'][number]['blocks'], first: boolean): (Table | ((flow: PageFlow) => void))[] {
  return blocks.flatMap((block, at) => {
    const [before, next] = [blocks[at - 1], blocks[at + 1]];
    if (block.kind === 'table') return block;
    if (isNarrow(block) && isNarrow(before)) return []; // laid beside the one before
    if (block.kind === 'chart') return (flow: PageFlow) => layCharts(flow, isNarrow(block) && isNarrow(next) ? [block, next] : [block]);
    if (block.kind === 'figures') return (flow: PageFlow) => layFigures(flow, block.figures);
    if (block.kind === 'list') return (flow: PageFlow) => layList(flow, block.items);
    return (flow: PageFlow) => layParagraph(flow, block.text, first && at === 0 ? lead : undefined);
  });
}

type ChartBlock = Extract<PlainBlock, { kind: 'chart' }>;

/** Charts that have two kinds of places, not a time: two of them stand beside each other. */
const isNarrow = (block: PlainBlock | Table | undefined): block is ChartBlock =>
  block?.kind === 'chart' && (block.data.type === 'bands' || block.data.type === 'distribution');

const small: TextStyle = { font: 'regular', size: 7, ink: 'text-3' };

/** What stands on every page: title, period and scope above (the first page has them larger), its number and the digest below. */
const frameOf =
  (head: ReportHead, digest: string): PaintFrame =>
  (flow, page) => {
    const { content, left, right, height } = flow;
    if (page > 1) {
      const width = content.text(left, 38, `${head.product} · ${head.title}`, small);
      const scope = shortened(flow, `${periodText(head)}, scope: ${scopeText(head)}`, right - left - width - 24);
      content.text(right, 38, scope, small, 'end');
      content.line(left, 44, right, 44, { ink: 'line' });
    }
    const base = height - 30;
    content.line(left, base - 11, right, base - 11, { ink: 'line' });
    const width = content.text(left, base, `Page ${page} of `, small);
    content.form(left + width, base, totalForm);
    content.text(right, base, `JSON, SHA-256: ${digest}`, { font: 'mono', size: 5.6, ink: 'text-3' }, 'end');
  };

function shortened({ fonts }: PageFlow, text: string, width: number): string {
  if (fonts.regular.width(text, small.size) <= width) return text;
  let short = text;
  while (short.length > 0 && fonts.regular.width(`${short}…`, small.size) > width) short = short.replace(/.$/u, '');
  return `${short}…`;
}

function end(file: PdfFile, flow: PageFlow, head: ReportHead, digest: string): void {
  const { pages, outline } = flow.end();
  const catalog = file.add(
    `<</Type/Catalog/Pages ${pages} 0 R/Outlines ${outline} 0 R/PageMode/UseOutlines/Lang(en)/ViewerPreferences<</DisplayDocTitle true>>>>`,
  );
  const made = `(D:${head.frozenAt.replaceAll(/\D/g, '').slice(0, 14)}Z)`;
  const info = file.add(
    `<</Title ${pdfText(head.title)}/Subject ${pdfText(`${periodText(head)}, scope: ${scopeText(head)}`)}/Keywords ${pdfText(`SHA-256 of the JSON: ${digest}`)}` +
      `/Creator ${pdfText(`${head.product} ${head.version}`)}/CreationDate ${made}/ModDate ${made}>>`,
  );
  file.end({ catalog, info, id: digest.slice(0, 32) });
}
