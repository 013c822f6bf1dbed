/** The JSON value of a text, undefined where it is none. The parser's own message is not passed on: it quotes the text. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** An object whose members can be asked for by name, or undefined for anything else. */
export function asObject(value: unknown): { [name: string]: unknown } | undefined {
  return isObject(value) ? value : undefined;
}

export function isObject(value: unknown): value is { [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text of a member, undefined where it is none or empty. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
