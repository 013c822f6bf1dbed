/** Browser and system in words, from what the browser says of itself; the order matters, since each says it is like those before it. */
export function browserName(userAgent: string | undefined): string {
  if (!userAgent) return 'A program that does not say what it is';
  const browser = [/Edg\//, /OPR\//, /Firefox\//, /Chrome\//, /Safari\//].findIndex((mark) => mark.test(userAgent));
  const system = [/Windows/, /Android/, /iPhone|iPad/, /Mac OS X/, /Linux/].findIndex((mark) => mark.test(userAgent));
  const name = ['Edge', 'Opera', 'Firefox', 'Chrome', 'Safari'][browser] ?? userAgent.split(/[\s/]/)[0] ?? 'A browser';
  const on = ['Windows', 'Android', 'iOS', 'macOS', 'Linux'][system];
  return on ? `${name} on ${on}` : name;
}
