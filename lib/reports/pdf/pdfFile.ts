import { deflateSync } from 'node:zlib';

/**
 * Writes the objects of a PDF 1.7 file (ISO 32000-1) as they come, and the list of where they are at the end. What was written is taken away with `take`; kept is only where each object begins, 8 bytes an object.
 */
export class PdfFile {
  private pieces: Uint8Array[] = [];
  private length = 0;
  private readonly offsets: number[] = [0];

  constructor() {
    this.put('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n'); // four bytes above 127: a file that is not text
  }

  /** A number for an object that is written later. */
  reserve(): number {
    return this.offsets.push(0) - 1;
  }

  add(body: string): number {
    const id = this.reserve();
    this.set(id, body);
    return id;
  }

  set(id: number, body: string): void {
    this.offsets[id] = this.length;
    this.put(`${id} 0 obj\n${body}\nendobj\n`);
  }

  addStream(entries: string, body: Uint8Array): number {
    const id = this.reserve();
    this.setStream(id, entries, body);
    return id;
  }

  /** @param entries of the stream's dictionary, beside its length and filter */
  setStream(id: number, entries: string, body: Uint8Array): void {
    const packed = deflateSync(body);
    this.offsets[id] = this.length;
    this.put(`${id} 0 obj\n<<${entries}/Filter/FlateDecode/Length ${packed.length}>>stream\n`);
    this.putBytes(packed);
    this.put('\nendstream\nendobj\n');
  }

  /** @param id 32 hexadecimal digits */
  end({ catalog, info, id }: { catalog: number; info: number; id: string }): void {
    const start = this.length;
    this.put(`xref\n0 ${this.offsets.length}\n0000000000 65535 f \n`);
    for (let from = 1; from < this.offsets.length; from += 4096) {
      const lines = this.offsets.slice(from, from + 4096).map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
      this.put(lines.join(''));
    }
    this.put(`trailer\n<</Size ${this.offsets.length}/Root ${catalog} 0 R/Info ${info} 0 R/ID[<${id}><${id}>]>>\nstartxref\n${start}\n%%EOF\n`);
  }

  take(): Uint8Array[] {
    const pieces = this.pieces;
    this.pieces = [];
    return pieces;
  }

  private put(text: string): void {
    this.putBytes(Buffer.from(text, 'latin1'));
  }

  private putBytes(piece: Uint8Array): void {
    this.pieces.push(piece);
    this.length += piece.length;
  }
}

/** A text of the file's own (titles, bookmarks): UTF-16 with its mark, as hexadecimal digits. */
export const pdfText = (text: string): string => `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;
