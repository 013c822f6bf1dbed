import Link from 'next/link';
import type { NodeRef } from '../lib/model/figures.ts';
import { KeyText } from './KeyText.tsx';
import { credentialHref, exposureHref } from './links.ts';
import classes from './NodeName.module.css';
import { nodeTitle } from './nodeTitle.ts';

/** A node by its key, with its name, kind and what is special about it; a link to its own screen where it has one. */
export function NodeName({ node, plain }: { node: NodeRef; plain?: boolean }) {
  const href = node.kind === 'credential' ? credentialHref(node.id) : node.kind === 'resource' ? exposureHref(node.key) : undefined;
  const { title, sub } = nodeTitle(node.key, node.name);
  return (
    <span className={classes.node}>
      {href && !plain ? (
        <Link prefetch={false} href={href} className={classes.key}>
          <KeyText text={title} />
        </Link>
      ) : (
        <span className={classes.key}>
          <KeyText text={title} />
        </span>
      )}
      <NodeAbout node={node} sub={sub} />
    </span>
  );
}

/** What a node is, where its key stands above already. */
export function NodeAbout({ node, sub }: { node: NodeRef; sub: string | undefined }) {
  return (
    <span className={classes.about}>
      {[sub, node.kind, node.system].filter(Boolean).join(' · ')}
      {node.sensitivity >= 5 && <span className={classes.jewel}>crown jewel</span>}
      {!node.described && <span> · not described by any source</span>}
    </span>
  );
}
