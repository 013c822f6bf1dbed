/**
 * YAML as people write configurations in it: maps and lists in blocks and in brackets, quoted and plain scalars, texts over many lines, comments, anchors and merges. What goes
 * beyond (several documents, keys that are no texts) is refused with its line rather than guessed.
 */
export type YamlNode = { line: number; map?: [string, YamlNode][]; list?: YamlNode[]; scalar?: Scalar };
type Scalar = string | number | boolean | null;
export type Yaml = { ok: true; root: YamlNode } | { ok: false; line: number };

export function readYaml(text: string): Yaml {
  try {
    return { ok: true, root: new Reader(text).document() };
  } catch (error) {
    if (error instanceof NotYaml) return { ok: false, line: error.line };
    throw error;
  }
}

/** The plain value of a node. */
export function plainValue({ map, list, scalar }: YamlNode): unknown {
  if (map) return Object.fromEntries(map.map(([key, node]) => [key, plainValue(node)]));
  return list ? list.map(plainValue) : scalar;
}

/** The member of a map; undefined where it is none or has none. */
export const member = (node: YamlNode | undefined, name: string): YamlNode | undefined => node?.map?.find(([key]) => key === name)?.[1];

class NotYaml extends Error {
  readonly line: number;
  constructor(line: number) {
    super('not YAML');
    this.line = line;
  }
}

/** A line that says something: its number from 1, how far it is indented, its text without comment. */
type Line = { line: number; indent: number; text: string };
const deepest = 60;

class Reader {
  private readonly raw: string[];
  private readonly lines: Line[];
  private readonly anchors = new Map<string, YamlNode>();
  private at = 0;

  constructor(text: string) {
    this.raw = text.replace(/^\ufeff/, '').split(/\r?\n/);
    this.lines = [];
    for (const [i, line] of this.raw.entries()) {
      const bare = withoutComment(line).trimEnd();
      const indent = /^ */.exec(bare)![0].length;
      if (/^---(?:\s|$)/.test(bare) && this.lines.length > 0) throw new NotYaml(i + 1); // a second document
      if (bare.trim() !== '' && !/^---(?:\s|$)|^%/.test(bare)) this.lines.push({ line: i + 1, indent, text: bare.slice(indent) });
    }
  }

  document(): YamlNode {
    if (this.lines.length === 0) return { line: 1, scalar: null };
    const root = this.block(this.lines[0]!.indent, 0);
    if (this.at < this.lines.length) throw new NotYaml(this.lines[this.at]!.line);
    return root;
  }

  /** What stands at this indentation: a list, a map, or a scalar by itself. */
  private block(indent: number, depth: number): YamlNode {
    const first = this.lines[this.at]!;
    if (depth > deepest || first.text.startsWith('\t')) throw new NotYaml(first.line);
    if (isItem(first.text)) return this.list(indent, depth);
    if (keyOf(first.text)) return this.map(indent, depth);
    this.at++;
    return this.inline(first.text, first, indent - 1, depth);
  }

  private list(indent: number, depth: number): YamlNode {
    const list: YamlNode[] = [];
    const { line } = this.lines[this.at]!;
    for (let next = this.lines[this.at]; next && next.indent === indent && isItem(next.text); next = this.lines[this.at]) {
      const rest = next.text.slice(1).trimStart();
      if (rest === '') {
        this.at++;
        list.push(this.below(next, indent, depth));
        continue;
      }
      // what follows the mark begins a block of its own, as far in as it stands
      const inner = indent + next.text.length - rest.length;
      if (isItem(rest) || keyOf(rest)) {
        this.lines[this.at] = { line: next.line, indent: inner, text: rest };
        list.push(this.block(inner, depth + 1));
      } else {
        this.at++;
        list.push(this.inline(rest, next, indent, depth));
      }
    }
    return { line, list };
  }

  private map(indent: number, depth: number): YamlNode {
    const map: [string, YamlNode][] = [];
    const { line } = this.lines[this.at]!;
    for (let next = this.lines[this.at]; next && next.indent === indent && !isItem(next.text); next = this.lines[this.at]) {
      const found = keyOf(next.text);
      if (!found) throw new NotYaml(next.line);
      this.at++;
      const node = found.rest === '' ? this.below(next, indent, depth) : this.inline(found.rest, next, indent, depth);
      if (found.key === '<<')
        map.push(...(node.map ?? node.list?.flatMap((one) => one.map ?? []) ?? []).filter(([key]) => !map.some(([known]) => known === key)));
      else map.push([found.key, { ...node, line: next.line }]);
    }
    const next = this.lines[this.at];
    if (next && next.indent > indent) throw new NotYaml(next.line);
    return { line, map };
  }

  /** The block under a key or a mark; a list may stand as far out as its key. */
  private below(above: Line, indent: number, depth: number): YamlNode {
    const next = this.lines[this.at];
    if (next && (next.indent > indent || (next.indent === indent && isItem(next.text) && !isItem(above.text)))) return this.block(next.indent, depth + 1);
    return { line: above.line, scalar: null };
  }

  /** A value that begins on the line of its key. */
  private inline(text: string, at: Line, indent: number, depth: number): YamlNode {
    const { line } = at;
    const anchored = /^&(\S+)\s*(.*)$/s.exec(text);
    if (anchored) {
      const node = anchored[2] === '' ? this.below(at, indent, depth) : this.inline(anchored[2]!, at, indent, depth);
      this.anchors.set(anchored[1]!, node);
      return node;
    }
    if (text.startsWith('*')) return this.anchors.get(text.slice(1)) ?? refuse(line);
    const tagged = /^!\S*\s*(.*)$/s.exec(text);
    if (tagged) return tagged[1] === '' ? this.below(at, indent, depth) : this.inline(tagged[1]!, at, indent, depth);
    if (/^[|>][-+\d]*$/.test(text)) return { line, scalar: this.longText(text.startsWith('>'), at, indent) };
    if (/^[[{]/.test(text)) return new Flow(this.untilClosed(text, line), line, depth).whole();
    if (/^["']/.test(text)) return { line, scalar: quoted(this.untilQuoted(text, line), line) };
    return { line, scalar: plain([text, ...this.further(indent)].join(' ')) };
  }

  /** Lines further in go on with a plain scalar. */
  private further(indent: number): string[] {
    const more: string[] = [];
    for (let next = this.lines[this.at]; next && next.indent > indent; next = this.lines[++this.at]) {
      if (keyOf(next.text)) throw new NotYaml(next.line);
      more.push(next.text);
    }
    return more;
  }

  private longText(folded: boolean, { line }: Line, indent: number): string {
    const own: string[] = [];
    let end = line;
    for (; end < this.raw.length; end++) {
      const text = this.raw[end]!;
      if (text.trim() !== '' && /^ */.exec(text)![0].length <= indent) break;
      own.push(text);
    }
    while (this.lines[this.at] && this.lines[this.at]!.line <= end) this.at++;
    const margin = Math.min(...own.filter((text) => text.trim() !== '').map((text) => /^ */.exec(text)![0].length));
    return own
      .map((text) => text.slice(Number.isFinite(margin) ? margin : 0))
      .join(folded ? ' ' : '\n')
      .trimEnd();
  }

  /** A value in brackets may go on over further lines. */
  private untilClosed(text: string, line: number): string {
    let whole = text;
    while (!isBalanced(whole)) {
      const next = this.lines[this.at++];
      if (!next) throw new NotYaml(line);
      whole += ` ${next.text}`;
    }
    return whole;
  }

  private untilQuoted(text: string, line: number): string {
    let whole = text;
    while (endOfQuote(whole) < 0) {
      const next = this.lines[this.at++];
      if (!next) throw new NotYaml(line);
      whole += ` ${next.text}`;
    }
    return whole;
  }
}

const isItem = (text: string): boolean => text === '-' || text.startsWith('- ');
const refuse = (line: number): never => {
  throw new NotYaml(line);
};

/** The key that a line begins with, and what stands behind it. */
function keyOf(text: string): { key: string; rest: string } | undefined {
  if (/^[[{&*!|>%@`#?\t]/.test(text)) return undefined;
  const end = /^["']/.test(text) ? endOfQuote(text) + 1 : text.search(/:(?:\s|$)/);
  if (end <= 0 || !/^\s*:(?:\s|$)/.test(text.slice(end))) return undefined;
  const key = text.slice(0, end).trim();
  return { key: /^["']/.test(key) ? quoted(key, 0) : key, rest: text.slice(text.indexOf(':', end) + 1).trim() };
}

/** Where the quote that a text begins with is closed; -1 where it is not. */
function endOfQuote(text: string): number {
  const mark = text[0];
  for (let i = 1; i < text.length; i++) {
    if (mark === '"' && text[i] === '\\') i++;
    else if (text[i] === mark) {
      if (mark === '"' || text[i + 1] !== "'") return i;
      i++;
    }
  }
  return -1;
}

function quoted(text: string, line: number): string {
  const end = endOfQuote(text);
  if (end < 0 || text.slice(end + 1).trim() !== '') throw new NotYaml(line);
  const inner = text.slice(1, end);
  if (text.startsWith("'")) return inner.replaceAll("''", "'");
  return inner.replace(/\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)/g, (_, code: string) =>
    code.length > 1 ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : ({ n: '\n', t: '\t', r: '\r', '0': '\0' }[code] ?? code),
  );
}

function plain(text: string): Scalar {
  if (/^(?:null|~|)$/i.test(text)) return null;
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return /^-?(?:0|[1-9]\d{0,14})(?:\.\d+)?$/.test(text) ? Number(text) : text;
}

/** `#` begins a comment at the start or after a blank, outside of quotes; a quote opens only where a value may begin. */
function withoutComment(line: string): string {
  for (let i = 0; i < line.length; i++) {
    const before = i === 0 ? ' ' : line[i - 1]!;
    if (line[i] === '#' && /\s/.test(before)) return line.slice(0, i);
    if (/["']/.test(line[i]!) && /[\s[{,:-]/.test(before)) {
      const end = endOfQuote(line.slice(i));
      if (end < 0) return line;
      i += end;
    }
  }
  return line;
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (/["']/.test(text[i]!) && /[\s[{,:]/.test(text[i - 1] ?? ' ')) {
      const end = endOfQuote(text.slice(i));
      if (end < 0) return false;
      i += end;
    } else if (/[[{]/.test(text[i]!)) depth++;
    else if (/[\]}]/.test(text[i]!)) depth--;
  }
  return depth <= 0;
}

/** A value in brackets: `[a, "b"]`, `{ key: value }`. */
class Flow {
  private at = 0;
  private readonly text: string;
  private readonly line: number;
  private readonly depth: number;

  constructor(text: string, line: number, depth: number) {
    this.text = text;
    this.line = line;
    this.depth = depth;
  }

  whole(): YamlNode {
    const node = this.value(this.depth);
    if (this.text.slice(this.at).trim() !== '') throw new NotYaml(this.line);
    return node;
  }

  private value(depth: number): YamlNode {
    if (depth > deepest) throw new NotYaml(this.line);
    this.blanks();
    const { line } = this;
    const mark = this.text[this.at];
    if (mark === '[') return { line, list: this.items(']', () => this.value(depth + 1)) };
    if (mark === '{') return { line, map: this.items('}', () => this.pair(depth + 1)) };
    return { line, scalar: this.scalar(/[,\]}]/) };
  }

  private items<T>(close: string, one: () => T): T[] {
    const items: T[] = [];
    for (this.at++; ; ) {
      this.blanks();
      if (this.at >= this.text.length) throw new NotYaml(this.line);
      if (this.text[this.at] === close) {
        this.at++;
        return items;
      }
      items.push(one());
      this.blanks();
      if (this.text[this.at] === ',') this.at++;
      else if (this.text[this.at] !== close) throw new NotYaml(this.line);
    }
  }

  private pair(depth: number): [string, YamlNode] {
    const key = String(this.scalar(/:(?=[\s"'[{]|$)|[,}]/));
    this.blanks();
    if (this.text[this.at] !== ':') return [key, { line: this.line, scalar: null }];
    this.at++;
    return [key, this.value(depth)];
  }

  private scalar(ends: RegExp): Scalar {
    const rest = this.text.slice(this.at);
    if (/^["']/.test(rest)) {
      const end = endOfQuote(rest);
      if (end < 0) throw new NotYaml(this.line);
      this.at += end + 1;
      return quoted(rest.slice(0, end + 1), this.line);
    }
    const end = rest.search(ends);
    const text = end < 0 ? rest : rest.slice(0, end);
    this.at += text.length;
    return plain(text.trim());
  }

  private blanks(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
  }
}
