export type ColumnWish = { natural: number; least: number; flexible: boolean };

/**
 * Widths in pt within `room`: each column what it asks for, and what is left over to the flexible ones by what they ask for (without such a column, nobody gets it). Where there is too little, columns that cannot break their text keep their
 * width, and the others share what remains: the narrow ones get what they ask for, the wide ones the same each.
 */
export function fitColumns(wishes: readonly ColumnWish[], room: number): number[] {
  const sum = (of: (wish: ColumnWish) => number): number => wishes.reduce((total, wish) => total + of(wish), 0);
  const spare = room - sum(({ natural }) => natural);
  if (spare >= 0) {
    const growing = sum(({ natural, flexible }) => (flexible ? natural : 0));
    return wishes.map(({ natural, flexible }) => natural + (flexible ? (spare * natural) / growing : 0));
  }
  const fixed = sum(({ natural, flexible }) => (flexible ? 0 : natural));
  const lowest = sum(({ least, flexible }) => (flexible ? least : 0));
  if (fixed + lowest > room) return wishes.map(({ natural, least, flexible }) => ((flexible ? least : natural) * room) / (fixed + lowest));
  const level = levelOf(
    wishes.filter(({ flexible }) => flexible),
    room - fixed,
  );
  return wishes.map((wish) => (wish.flexible ? share(wish, level) : wish.natural));
}

const share = ({ natural, least }: ColumnWish, level: number): number => Math.max(least, Math.min(natural, level));

/** The width that no column goes above, so that all of them together take the room. */
function levelOf(wishes: readonly ColumnWish[], room: number): number {
  let [low, high] = [0, room];
  for (let step = 0; step < 40; step++) {
    const level = (low + high) / 2;
    if (wishes.reduce((total, wish) => total + share(wish, level), 0) > room) high = level;
    else low = level;
  }
  return low;
}
