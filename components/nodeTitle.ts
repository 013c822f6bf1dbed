/** What a node is called first, and what second: its key, and its name; where the key is only a fingerprint, the other way round. */
export function nodeTitle(key: string, name: string | undefined): { title: string; sub: string | undefined } {
  return name && key.startsWith('fp:') ? { title: name, sub: key } : { title: key, sub: name };
}
