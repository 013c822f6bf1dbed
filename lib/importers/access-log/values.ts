import { type ActionClass, actionClasses, type Outcome } from '../../model/facts.ts';
import { parseTime } from '../../model/time.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Seconds and milliseconds since 1970 tell themselves apart by their length, from 2001 to 2286. */
const epoch = /^(\d{10})(\d{3})?(?:\.\d+)?$/;
const webServer = /^\[?(\d{2})\/([A-Za-z]{3})\/(\d{4}):(\d{2}:\d{2}:\d{2})\s*([+-]\d{4})?\]?$/;

/** A time in a form that facts accept, or undefined where it is none. */
export function timeOf(text: string): string | undefined {
  if (parseTime(text)) return text;
  const since = epoch.exec(text);
  if (since) return new Date(Number(since[1]) * 1000 + Number(since[2] ?? 0)).toISOString();
  const web = webServer.exec(text);
  const month = months.indexOf((web?.[2] ?? '').toLowerCase()) + 1;
  if (!web || month === 0) return undefined;
  const iso = `${web[3]}-${String(month).padStart(2, '0')}-${web[1]}T${web[4]}${web[5] ?? ''}`;
  return parseTime(iso) ? iso : undefined;
}

const succeeded = new Set('success succeeded ok okay allow allowed allows granted permit permitted accept accepted true yes'.split(' '));
const refused = new Set('denied deny forbidden unauthorized unauthorised refused rejected blocked accessdenied false no'.split(' '));

/** `success`, `denied`, or undefined: an error of another kind says nothing about what the credential may do. */
export function outcomeOf(text: string): Outcome | undefined {
  if (/^[23]\d\d$/.test(text)) return 'success';
  if (text === '401' || text === '403') return 'denied';
  const word = text.toLowerCase().replace(/[^a-z]/g, '');
  return succeeded.has(word) ? 'success' : refused.has(word) ? 'denied' : undefined;
}

export function classOf(text: string): ActionClass | undefined {
  const word = text.toLowerCase().replace(/[\s_]+/g, '-');
  return actionClasses.find((one) => one === word);
}

const ofMethod: { [method: string]: ActionClass } = { GET: 'read', HEAD: 'read', POST: 'write', PUT: 'write', PATCH: 'write', DELETE: 'delete' };
export const classOfMethod = (method: string): ActionClass | undefined => ofMethod[method.toUpperCase()];

/** `GET /api/users/17?token=…` is `GET /api/users/*`: queries carry secrets, and ids would make every call another action. */
export function actionOf(method: string | undefined, path: string | undefined): string | undefined {
  if (path === undefined) return method?.toUpperCase();
  const plain = path.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '').replace(/[?#].*$/s, '');
  const parts = plain.split('/').map((part) => (isId(part) ? '*' : part));
  const shown = parts.join('/').slice(0, 200) || '/';
  return method === undefined ? shown : `${method.toUpperCase()} ${shown}`;
}

const isId = (part: string): boolean => /^\d+$/.test(part) || (/\d/.test(part) && part.length >= 8 && /^[\w.~=-]+$/.test(part)) || part.length > 40;
