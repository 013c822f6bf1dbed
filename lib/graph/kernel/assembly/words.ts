// 64 bytes at once: bits of 512 columns, or bytes of 64.

@inline export function zero(): v128 {
  return i32x4.splat(0);
}
@inline export function clear64(to: usize): void {
  v128.store(to, zero());
  v128.store(to, zero(), 16);
  v128.store(to, zero(), 32);
  v128.store(to, zero(), 48);
}
@inline export function same64(x: usize, y: usize): bool {
  const a = v128.xor(v128.load(x), v128.load(y));
  const b = v128.xor(v128.load(x, 16), v128.load(y, 16));
  const c = v128.xor(v128.load(x, 32), v128.load(y, 32));
  const d = v128.xor(v128.load(x, 48), v128.load(y, 48));
  return !v128.any_true(v128.or(v128.or(a, b), v128.or(c, d)));
}
@inline export function copy64(to: usize, from: usize): void {
  v128.store(to, v128.load(from));
  v128.store(to, v128.load(from, 16), 16);
  v128.store(to, v128.load(from, 32), 32);
  v128.store(to, v128.load(from, 48), 48);
}

@inline export function or64(to: usize, from: usize): void {
  v128.store(to, v128.or(v128.load(to), v128.load(from)));
  v128.store(to, v128.or(v128.load(to, 16), v128.load(from, 16)), 16);
  v128.store(to, v128.or(v128.load(to, 32), v128.load(from, 32)), 32);
  v128.store(to, v128.or(v128.load(to, 48), v128.load(from, 48)), 48);
}
@inline export function any64(from: usize): bool {
  return v128.any_true(v128.or(v128.or(v128.load(from), v128.load(from, 16)), v128.or(v128.load(from, 32), v128.load(from, 48))));
}

@inline export function popcount64(from: usize): u32 {
  const bytes = i8x16.add(
    i8x16.add(i8x16.popcnt(v128.load(from)), i8x16.popcnt(v128.load(from, 16))),
    i8x16.add(i8x16.popcnt(v128.load(from, 32)), i8x16.popcnt(v128.load(from, 48))),
  );
  return total(i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(bytes)));
}
@inline export function total(words: v128): i32 {
  const halves = i32x4.add(words, i8x16.shuffle(words, words, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
  return i32x4.extract_lane(halves, 0) + i32x4.extract_lane(halves, 1);
}

@inline export function has(plane: usize, column: u32): bool {
  return ((load<u8>(plane + (column >> 3)) >> (column & 7)) & 1) != 0;
}
@inline export function put(plane: usize, column: u32): void {
  const byte = plane + (column >> 3);
  store<u8>(byte, (load<u8>(byte) as u32) | ((1 as u32) << (column & 7)));
}
