import type { NodeKind } from '../../lib/model/facts.ts';

/** The outline of a mark around (0, 0): a spark for a credential, a square for a workload, a hexagon for an identity, a disc for what is acted on. */
export function markShape(kind: NodeKind, r: number): string {
  if (kind === 'credential') {
    const [a, b] = [r * 1.35, r * 0.42];
    return `M0,${-a}L${b},${-b}L${a},0L${b},${b}L0,${a}L${-b},${b}L${-a},0L${-b},${-b}Z`;
  }
  if (kind === 'workload') return `M${-r},${-r}H${r}V${r}H${-r}Z`;
  if (kind === 'identity') {
    const [x, y] = [r * 0.95, r * 0.55];
    return `M0,${-r * 1.1}L${x},${-y}V${y}L0,${r * 1.1}L${-x},${y}V${-y}Z`;
  }
  return `M${-r},0A${r},${r} 0 1 1 ${r},0A${r},${r} 0 1 1 ${-r},0Z`;
}
