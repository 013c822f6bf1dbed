import type { Paper } from '../../model/reports.ts';
import { opacityName } from './drawShapes.ts';
import type { FontName, Fonts } from './openFonts.ts';
import { PageContent } from './pageContent.ts';
import { type PdfFile, pdfText } from './pdfFile.ts';

/** Width and height in pt. */
const papers: Record<Paper, readonly [number, number]> = { a4: [595.28, 841.89], letter: [612, 792] };
const margins = { left: 48, right: 48, top: 62, bottom: 56 };
/** A page's `Do` of this name paints how many pages there are; nobody knows before the last. */
export const totalForm = 'total';
const pagesInGroup = 256;

/** Paints what stands on every page beside its text. */
export type PaintFrame = (flow: PageFlow, page: number) => void;
type Bookmark = { title: string; level: 0 | 1; page: number; top: number };

/**
 * Pages, one after the other: `y` is where the next thing is painted, in pt from above. A page is in the file as soon as the next one begins; kept are only its number in a group of 256, and bookmarks.
 */
export class PageFlow {
  readonly left = margins.left;
  readonly width: number;
  readonly height: number;
  readonly fonts: Fonts;
  readonly opacities = new Set<number>();
  y = margins.top;
  content: PageContent;
  private readonly file: PdfFile;
  private readonly paint: PaintFrame;
  private readonly pageWidth: number;
  private readonly root: number;
  private readonly resources: number;
  private readonly groups: { id: number; pages: number }[] = [];
  private readonly bookmarks: Bookmark[] = [];
  private group: number[] = [];
  private groupId: number;
  private page: number;
  private pages = 1;

  constructor(file: PdfFile, fonts: Fonts, paper: Paper, paint: PaintFrame) {
    [this.pageWidth, this.height] = papers[paper];
    this.width = this.pageWidth - margins.left - margins.right;
    [this.file, this.fonts, this.paint] = [file, fonts, paint];
    [this.root, this.resources, this.groupId, this.page] = [file.reserve(), file.reserve(), file.reserve(), file.reserve()];
    this.content = new PageContent(this.height, fonts);
  }

  get right(): number {
    return this.left + this.width;
  }

  get atTop(): boolean {
    return this.y === margins.top;
  }

  /** Begins a page where less than that is left of this one; true where it did. Nothing is moved by something higher than a page. */
  ensure(height: number): boolean {
    if (this.atTop || this.y + height <= this.height - margins.bottom) return false;
    this.newPage();
    return true;
  }

  newPage(): void {
    this.endPage();
    this.page = this.file.reserve();
    this.content = new PageContent(this.height, this.fonts);
    this.y = margins.top;
    this.pages++;
  }

  /** Where the reader gets to from the outline. */
  bookmark(title: string, level: 0 | 1): void {
    this.bookmarks.push({ title, level, page: this.page, top: this.height - Math.max(0, this.y - 24) });
  }

  /** @returns the page tree and the outline, for the catalog */
  end(): { pages: number; outline: number; count: number } {
    this.endPage();
    this.endGroup();
    this.file.set(
      this.root,
      `<</Type/Pages/Count ${this.pages}/Kids[${this.groups.map(({ id }) => `${id} 0 R`).join(' ')}]/MediaBox[0 0 ${this.pageWidth} ${this.height}]/Resources ${this.resources} 0 R>>`,
    );
    this.writeResources();
    return { pages: this.root, outline: writeOutline(this.file, this.bookmarks), count: this.pages };
  }

  private endPage(): void {
    this.paint(this, this.pages);
    const content = this.file.addStream('', this.content.bytes());
    this.file.set(this.page, `<</Type/Page/Parent ${this.groupId} 0 R/Contents ${content} 0 R>>`);
    this.group.push(this.page);
    if (this.group.length === pagesInGroup) this.endGroup();
  }

  private endGroup(): void {
    if (this.group.length === 0) return;
    this.file.set(
      this.groupId,
      `<</Type/Pages/Parent ${this.root} 0 R/Count ${this.group.length}/Kids[${this.group.map((page) => `${page} 0 R`).join(' ')}]>>`,
    );
    this.groups.push({ id: this.groupId, pages: this.group.length });
    this.group = [];
    this.groupId = this.file.reserve();
  }

  private writeResources(): void {
    const names = Object.keys(this.fonts) as FontName[];
    const ids = names.map(() => this.file.reserve());
    const fonts = `/Font<<${names.map((name, at) => `/${name} ${ids[at]} 0 R`).join('')}>>`;
    const total = new PageContent(0, this.fonts);
    total.text(0, 0, String(this.pages), { font: 'regular', size: 7, ink: 'text-3' });
    const form = this.file.addStream(`/Type/XObject/Subtype/Form/BBox[0 -4 60 10]/Resources<<${fonts}>>`, total.bytes());
    names.forEach((name, at) => {
      this.fonts[name].write(this.file, ids[at]!);
    });
    const states = [...this.opacities].map((opacity) => `/${opacityName(opacity)}<</ca ${opacity}>>`).join('');
    this.file.set(this.resources, `<<${fonts}/XObject<</${totalForm} ${form} 0 R>>/ExtGState<<${states}>>>>`);
  }
}

/** Sections, and their tables below them (ISO 32000-1, 12.3.3). */
function writeOutline(file: PdfFile, bookmarks: Bookmark[]): number {
  const root = file.reserve();
  const ids = bookmarks.map(() => file.reserve());
  const parentAt = bookmarks.map(({ level }, at) => (level === 0 ? -1 : bookmarks.findLastIndex((other, before) => before < at && other.level === 0)));
  const childrenOf = (parent: number): number[] => bookmarks.map((_, at) => at).filter((at) => parentAt[at] === parent);
  const reference = (name: string, at: number | undefined): string => (at === undefined ? '' : `/${name} ${ids[at]} 0 R`);
  const family = (parent: number): string => {
    const children = childrenOf(parent);
    return children.length === 0
      ? ''
      : `${reference('First', children[0])}${reference('Last', children.at(-1))}/Count ${parent < 0 ? bookmarks.length : children.length}`;
  };
  bookmarks.forEach(({ title, page, top }, at) => {
    const siblings = childrenOf(parentAt[at]!);
    const place = siblings.indexOf(at);
    const parent = parentAt[at]! < 0 ? root : ids[parentAt[at]!];
    const around = `${reference('Prev', siblings[place - 1])}${reference('Next', siblings[place + 1])}`;
    file.set(ids[at]!, `<</Title ${pdfText(title)}/Parent ${parent} 0 R${around}${family(at)}/Dest[${page} 0 R/XYZ 0 ${Math.round(top)} null]>>`);
  });
  file.set(root, `<</Type/Outlines${family(-1)}>>`);
  return root;
}
