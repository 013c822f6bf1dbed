/**
 * A file that a system of the estate would produce; its text comes in parts, so that a large one never lies in memory whole.
 * @property gzipped its system writes it compressed: its name ends in `.gz`, `text` is what is inside
 */
export type EstateFile = { name: string; text: Iterable<string>; gzipped?: true };
