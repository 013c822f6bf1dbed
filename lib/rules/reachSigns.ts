import { permissionBit } from '../blast/graph.ts';
import { reachesAny } from '../blast/reachesAny.ts';
import { type ActionClass, actionClasses } from '../model/facts.ts';
import { saidBit } from '../model/said.ts';
import type { Seen } from './gathered.ts';
import type { Sign, Signs } from './signs.ts';

const classNumber = (name: ActionClass): number => actionClasses.indexOf(name);
const list = classNumber('list');

/** What is reached from each node over what is certain, whatever the node itself: a permission of some class, one on production, an administrator. */
export function addReachSigns({ graph, columns: { nodes }, said }: Seen, signs: Signs): void {
  const { edges, permits } = graph.certain;
  const { class: classOf, resource } = graph.permissions;
  const reaching = reachesAny(edges);
  const mark = (targets: ArrayLike<number>, sign: Sign): void => {
    if (targets.length > 0) reaching(targets, (v) => signs.add(v, sign));
  };
  const permitted = (wanted: (permission: number) => boolean): Uint32Array => {
    const found = new Uint8Array(nodes.count);
    for (let v = 0; v < nodes.count; v++) {
      for (let slot = permits.start[v]!; slot < permits.start[v + 1]! && found[v] === 0; slot++) if (wanted(permits.head[slot]!)) found[v] = 1;
    }
    return numbersOf(found);
  };
  const ofClass = (name: ActionClass) => {
    const wanted = classNumber(name);
    return permitted((p) => classOf[p] === wanted);
  };
  mark(
    permitted((p) => classOf[p] !== list && (said.bits[resource[p]!]! & saidBit.production) !== 0),
    'reaches-production',
  );
  mark(
    permitted((p) => (graph.permissions.traits[p]! & permissionBit.jewel) !== 0),
    'reaches-jewel',
  );
  mark(ofClass('read'), 'reaches-read');
  mark(ofClass('send'), 'reaches-send');
  mark(ofClass('execute'), 'reaches-execute');
  const administrators = new Uint8Array(nodes.count);
  for (let v = 0; v < nodes.count; v++) if (graph.usable[v] === 1 && signs.has(v, 'administers')) administrators[v] = 1;
  mark(numbersOf(administrators), 'reaches-administrator');
}

function numbersOf(marks: Uint8Array): Uint32Array {
  let count = 0;
  for (let v = 0; v < marks.length; v++) count += marks[v]!;
  const numbers = new Uint32Array(count);
  let next = 0;
  for (let v = 0; v < marks.length; v++) if (marks[v] === 1) numbers[next++] = v;
  return numbers;
}
