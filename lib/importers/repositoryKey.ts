import { textOf } from './parseJson.ts';

/** Where something lies: the store, what it is, and the place within it. */
export type StorePlace = { store: string; kind: string; within?: string };

/** `https://github.com/Org/Repo.git` is `github:org/repo`, whatever its case or ending; other hosts are named. */
export function repository(url: unknown, within: string | undefined): StorePlace {
  const text = textOf(url)
    ?.replace(/\.git$/i, '')
    .replace(/\/+$/, '');
  const remote = text === undefined ? null : /^(?:(?:https?|ssh|git):\/\/)?(?:[^@/\s]+@)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::\d+)?[/:](.+)$/i.exec(text);
  if (!remote) return named('git', text, 'repository', within);
  const [host, path] = [String(remote[1]).toLowerCase(), String(remote[2])];
  const known = { 'github.com': 'github', 'gitlab.com': 'gitlab', 'bitbucket.org': 'bitbucket' }[host];
  return known ? named(known, path.toLowerCase(), 'repository', within) : named('git', `${host}/${path}`, 'repository', within);
}

/** `SYSTEM:NAME`; an empty store where there is no name. */
export function named(system: string, name: string | undefined, kind: string, within: string | undefined): StorePlace {
  return { store: name === undefined ? '' : `${system}:${name}`, kind, ...(within === undefined ? {} : { within }) };
}
