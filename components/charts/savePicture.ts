/** What a saved drawing says of itself: away from the screen it has nothing beside it. */
export type Caption = {
  title: string;
  lines: string[];
  entries: { path: string; fill: string; ring?: boolean; possible?: boolean; count?: string; text: string }[];
};

const kept = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linejoin',
  'paint-order',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
];
const space = 'http://www.w3.org/2000/svg';

/** The drawing as it is on the screen, by itself: every colour that the page gives is written into it, on the page's own ground, with a title and a legend, so that it looks and reads the same elsewhere. */
export function svgText(svg: SVGSVGElement, caption: Caption): string {
  const copy = svg.cloneNode(true) as SVGSVGElement; // a clone of an element is one
  writeStyles(svg, copy);
  for (const element of copy.querySelectorAll('[data-mark]')) element.removeAttribute('aria-pressed');
  const { width, height } = svg.viewBox.baseVal;
  const colours = coloursOf(svg);
  const foot = captionOf(caption, width, height, colours);
  copy.setAttribute('xmlns', space);
  copy.setAttribute('viewBox', `0 0 ${width} ${height + foot.height}`);
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height + foot.height));
  copy.setAttribute('role', 'img');
  copy.removeAttribute('class');
  copy.prepend(make('rect', { width: '100%', height: '100%', fill: colours.ground }));
  copy.append(foot.group);
  return new XMLSerializer().serializeToString(copy);
}

/** Computed values, element by element: the copy is alike. */
function writeStyles(from: SVGSVGElement, to: SVGSVGElement): void {
  const targets = to.querySelectorAll<SVGElement>('*');
  from.querySelectorAll<SVGElement>('*').forEach((element, i) => {
    const style = getComputedStyle(element);
    const target = targets[i]!;
    for (const name of kept) target.setAttribute(name, style.getPropertyValue(name));
    for (const name of ['class', 'style', 'tabindex', 'role']) target.removeAttribute(name);
  });
}

type Colours = { ground: string; text: string; quiet: string; font: string; resolve: (colour: string) => string };

/** The ground is that of the nearest thing around the drawing that has one. */
function coloursOf(svg: SVGSVGElement): Colours {
  const resolve = (colour: string): string => {
    const probe = make('g', {});
    probe.style.color = colour;
    svg.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  };
  let around: Element | null = svg;
  while (around && getComputedStyle(around).backgroundColor === 'rgba(0, 0, 0, 0)') around = around.parentElement;
  const ground = getComputedStyle(around ?? document.body).backgroundColor;
  return { ground, text: resolve('var(--text)'), quiet: resolve('var(--text-3)'), font: getComputedStyle(svg).fontFamily, resolve };
}

/** Title, sentences and legend below the drawing. */
function captionOf({ title, lines, entries }: Caption, width: number, top: number, colours: Colours): { group: SVGElement; height: number } {
  const group = make('g', { 'font-family': colours.font });
  let y = top + 16;
  const write = (text: string, size: number, fill: string, weight: string): void => {
    for (const line of wrap(text, (width - 40) / (size * 0.53))) {
      group.append(make('text', { x: '20', y: String(y), fill, 'font-size': `${size}px`, 'font-weight': weight }, line));
      y += size * 1.4;
    }
  };
  write(title, 14, colours.text, '600');
  for (const [i, line] of lines.entries()) write(line, 12, i === 0 ? colours.text : colours.quiet, '400');
  write('In the centre the credential; each ring is one hop further, each sector a system; a larger mark is more sensitive.', 12, colours.quiet, '400');
  y += 6;
  const perRow = width < 600 ? 1 : 3;
  entries.forEach(({ path, fill, ring, possible, count, text }, i) => {
    const at = make('g', { transform: `translate(${30 + ((i % perRow) * (width - 40)) / perRow},${y + Math.floor(i / perRow) * 22})` });
    if (ring) at.append(make('circle', { r: '8', fill: 'none', stroke: colours.text, 'stroke-width': '1.25' }));
    const dashes = { 'fill-opacity': '0.35', stroke: colours.quiet, 'stroke-dasharray': '2 2' };
    at.append(make('path', { d: path, fill: colours.resolve(fill), ...(possible && dashes) }));
    if (count) at.append(make('text', { 'text-anchor': 'middle', dy: '0.34em', 'font-size': '9px', 'font-weight': '600', fill: colours.ground }, count));
    at.append(make('text', { x: '16', dy: '0.34em', 'font-size': '12px', fill: colours.text }, text));
    group.append(at);
  });
  return { group, height: y + Math.ceil(entries.length / perRow) * 22 - top };
}

function make(name: string, attributes: Record<string, string>, text?: string): SVGElement {
  const element = document.createElementNS(space, name) as SVGElement; // the namespace makes it one
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

/** Lines of at most so many characters, broken between words. */
function wrap(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

export function save(name: string, type: string, data: BlobPart): void {
  const url = URL.createObjectURL(new Blob([data], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The same as pixels, twice as fine as on the screen. */
export async function savePng(svg: SVGSVGElement, caption: Caption, name: string): Promise<void> {
  const text = svgText(svg, caption);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.naturalWidth * 2, image.naturalHeight * 2];
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob) save(name, 'image/png', blob);
}
