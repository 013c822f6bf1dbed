import type { Block } from './readLines.ts';

export const [quote, backslash, comma, colon, openList, closeList, open, close] = [34, 92, 44, 58, 91, 93, 123, 125] as const;

/** Longer texts are no names that anybody asks for. */
const mostNameCharacters = 200;

/**
 * Goes through JSON text that comes in pieces, from one mark to the next; texts in quotes are passed over whole. An item can be begun at any mark and taken at a later one: only then is text kept. Nothing is
 * checked, and lines are counted only where somebody asks.
 */
export class JsonScanner {
  private text = '';
  /** Where the current mark stands, and where to look for the next. */
  private mark = 0;
  private at = 0;
  private inQuotes = false;
  /** The piece ended within a text in quotes, after an odd number of backslashes. */
  private escaped = false;
  private name = '';
  private nameStart = 0;
  private start = -1;
  private held = '';
  private startLine = 1;
  private countedLine = 1;
  private counted = 0;

  next({ text, line }: Block): void {
    [this.text, this.mark, this.at, this.nameStart, this.counted, this.countedLine] = [text, 0, 0, 0, 0, line];
    if (this.isItem) this.start = 0;
  }

  /** Goes to the next mark and answers its code: a bracket, comma, colon or the quote that a text begins with; outside of an item any other character too. Below zero where the piece ends. */
  code(): number {
    if (this.inQuotes && !this.passQuotes()) return -1;
    const { text } = this;
    for (let at = this.at; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code <= 32) continue;
      const isMark = code === quote || code === comma || code === colon || code === openList || code === closeList || code === open || code === close;
      if (!isMark && this.isItem) continue;
      this.mark = at;
      this.at = at + 1;
      if (code === quote) [this.inQuotes, this.name, this.nameStart] = [true, '', this.at];
      return code;
    }
    this.at = text.length;
    this.mark = text.length;
    return -1;
  }

  /** The text in quotes that stood last, in small letters; empty where it was too long, or stood in an item. */
  lastName(): string {
    return this.name.length > mostNameCharacters ? '' : this.name.toLowerCase();
  }

  get isItem(): boolean {
    return this.start >= 0;
  }

  /** The piece ended within a text in quotes. */
  get isInQuotes(): boolean {
    return this.inQuotes;
  }

  begin(): void {
    this.start = this.mark;
    this.startLine = this.line();
  }

  /** What was begun, up to the mark, or through it. */
  take(end: 'before' | 'through' = 'before'): { line: number; text: string } {
    const text = this.held + this.text.slice(this.start, end === 'before' ? this.mark : this.mark + 1);
    [this.held, this.start] = ['', -1];
    return { line: this.startLine, text };
  }

  /** Keeps of the piece what belongs to an item that goes on. Answers how long the item is so far. */
  keep(): number {
    if (this.isItem) [this.held, this.start] = [this.held + this.text.slice(this.start), this.text.length];
    return this.held.length;
  }

  /** The line of the mark, from 1. */
  line(): number {
    for (let at = this.text.indexOf('\n', this.counted); at >= 0 && at < this.mark; at = this.text.indexOf('\n', at + 1)) this.countedLine++;
    this.counted = this.mark;
    return this.countedLine;
  }

  /** True where the text in quotes ends within the piece. */
  private passQuotes(): boolean {
    const { text } = this;
    const from = this.at;
    for (let end = text.indexOf('"', from); ; end = text.indexOf('"', end + 1)) {
      const stop = end < 0 ? text.length : end;
      const escaped = this.isEscaped(from, stop);
      if (end >= 0 && escaped) continue;
      if (!this.isItem && this.name.length <= mostNameCharacters)
        this.name += text.slice(this.nameStart, Math.min(stop, this.nameStart + mostNameCharacters + 1));
      this.escaped = end < 0 && escaped;
      this.inQuotes = end < 0;
      this.at = stop + 1;
      return end >= 0;
    }
  }

  /** Whether an odd number of backslashes stands before, those at the end of the piece before included. */
  private isEscaped(from: number, stop: number): boolean {
    let first = stop;
    while (first > from && this.text.charCodeAt(first - 1) === backslash) first--;
    const count = stop - first + (first === from && this.escaped ? 1 : 0);
    return count % 2 === 1;
  }
}
