/*
 * The twin of lib/graph/kernel/assembly/solve.ts in C, for comparison: what each start reaches, 512 columns a block as bits. The same walk over the same rows.
 *
 *   solve PROBLEM ANSWER
 *
 * PROBLEM and ANSWER are written and read by bench/peers/cKernel.ts: sections, each 64 bytes that begin with its length, then its bytes, padded to 64. Prints its seconds.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#ifdef __AVX512VPOPCNTDQ__
#include <immintrin.h>
#endif

typedef uint64_t Bits __attribute__((vector_size(64)));
enum { WIDTH = 512, SUMS = 6, LEVELS = 33, MOST_PARENTS = 256 };

static void *section(FILE *from) {
  uint64_t head[8];
  if (fread(head, 64, 1, from) != 1) exit(2);
  size_t padded = (head[0] + 63) / 64 * 64;
  void *bytes = aligned_alloc(64, padded + 64);
  if (padded && fread(bytes, padded, 1, from) != 1) exit(2);
  return bytes;
}
static void *zeros(size_t bytes) {
  size_t padded = (bytes + 63) / 64 * 64 + 64;
  return memset(aligned_alloc(64, padded), 0, padded);
}

static uint32_t rows, roots, groupCount, blocks, oddFrom;
static uint32_t *start, *child, *groups, *times, *pairStart, *pairRow, *weight;
static int32_t *root, *slot;
static uint16_t *pairColumn;
static uint8_t *counting;
static double *vectors;

static Bits *store, counters[LEVELS];
static uint8_t *active;
static uint32_t *count, *counted;
static double *sums, (*table)[SUMS];

/* Rows that others lead to are kept; those that most lead to lie together. */
static uint32_t makeSlots(void) {
  uint32_t *parents = zeros(4 * (size_t)rows), *next = zeros(4 * (MOST_PARENTS + 2)), stored = 0;
  for (uint32_t e = 0; e < start[rows]; e++) parents[child[e]]++;
  for (uint32_t g = 0; g < groupCount; g++)
    for (uint32_t row = groups[2 * g]; row < groups[2 * g + 1]; row++) parents[row]++;
#define KEY(row) (MOST_PARENTS - (parents[row] < MOST_PARENTS ? parents[row] : MOST_PARENTS))
  for (uint32_t row = 0; row < rows; row++)
    if (parents[row]) next[KEY(row) + 1]++, stored++;
  for (uint32_t key = 0; key < MOST_PARENTS; key++) next[key + 1] += next[key];
  for (uint32_t row = 0; row < rows; row++) slot[row] = parents[row] ? (int32_t)next[KEY(row)]++ : -1;
  for (uint32_t e = 0; e < start[rows]; e++) child[e] = (uint32_t)slot[child[e]];
  free(parents);
  free(next);
  return stored;
}

#ifdef __AVX512VPOPCNTDQ__
static inline int any(Bits bits) { return _mm512_test_epi64_mask((__m512i)bits, (__m512i)bits) != 0; }
static inline uint32_t popcount(Bits bits) { return (uint32_t)_mm512_reduce_add_epi64(_mm512_popcnt_epi64((__m512i)bits)); }
#else
static inline int any(Bits bits) {
  uint64_t all = 0;
  for (int i = 0; i < 8; i++) all |= bits[i];
  return all != 0;
}
static inline uint32_t popcount(Bits bits) {
  uint32_t sum = 0;
  for (int i = 0; i < 8; i++) sum += (uint32_t)__builtin_popcountll(bits[i]);
  return sum;
}
#endif

static void flush(int64_t of) {
  if (of < 0) return;
  for (int m = 0; m < SUMS; m++) {
    double each = vectors[SUMS * of + m];
    if (each != 0)
      for (uint32_t r = 0; r < roots; r++) sums[SUMS * (size_t)r + m] += count[r] * each;
  }
  memset(count, 0, 4 * (size_t)roots);
}
static void fillTable(uint32_t block) {
  for (uint32_t nibble = 0; nibble < WIDTH / 4; nibble++)
    for (uint32_t ways = 1; ways < 16; ways++) {
      const double *column = vectors + SUMS * (size_t)weight[block * WIDTH + 4 * nibble + (uint32_t)__builtin_ctz(ways)];
      for (int m = 0; m < SUMS; m++) table[16 * nibble + ways][m] = table[16 * nibble + (ways & (ways - 1))][m] + column[m];
    }
}
static void sumColumns(double *to, const Bits *from) {
  const uint8_t *bytes = (const uint8_t *)from;
  double all[SUMS];
  memcpy(all, to, sizeof all);
  for (uint32_t i = 0; i < 64; i++) {
    if (!bytes[i]) continue;
    const double *low = table[32 * i + (bytes[i] & 15)], *high = table[32 * i + 16 + (bytes[i] >> 4)];
    for (int m = 0; m < SUMS; m++) all[m] += low[m] + high[m];
  }
  memcpy(to, all, sizeof all);
}
static void countColumns(Bits bits, uint32_t times) {
  for (uint32_t first = 0; times; first++, times >>= 1) {
    if (!(times & 1)) continue;
    Bits carry = bits;
    for (uint32_t level = first; any(carry); level++) {
      Bits before = counters[level];
      counters[level] = before ^ carry;
      carry &= before;
    }
  }
}

static inline uint32_t ownBits(uint32_t row, uint32_t pair, uint32_t end, Bits *to) {
  for (; pair < end && pairRow[pair] == row; pair++) ((uint8_t *)to)[pairColumn[pair] >> 3] |= (uint8_t)(1u << (pairColumn[pair] & 7));
  return pair;
}
static inline int gather(uint32_t row, uint32_t *pair, uint32_t end, Bits *out) {
  Bits all = {0};
  int found = *pair < end && pairRow[*pair] == row;
  if (found) *pair = ownBits(row, *pair, end, &all);
  for (uint32_t e = start[row]; e < start[row + 1]; e++)
    if (active[child[e]]) {
      all |= store[child[e]];
      found = 1;
    }
  *out = all;
  return found;
}
static inline void tally(uint32_t row, Bits bits, int odd, int countingHere) {
  if (root[row] < 0) return;
  if (odd) sumColumns(sums + SUMS * (size_t)root[row], &bits);
  else count[root[row]] += popcount(bits);
  if (countingHere) countColumns(bits, times[row]);
}

static void solveBlock(uint32_t block) {
  uint32_t begun = pairStart[block], end = pairStart[block + 1], pair = begun, group = groupCount;
  int odd = block >= oddFrom, countingHere = counting[block];
  for (int64_t at = (int64_t)rows - 1; at >= 0; at--) {
    uint32_t row = (uint32_t)at, first = row;
    if (group > 0 && row + 1 == groups[2 * group - 1]) first = groups[2 * --group];
    Bits bits;
    if (first == row) {
      int found = gather(row, &pair, end, &bits);
      if (slot[row] >= 0) {
        active[slot[row]] = (uint8_t)found;
        if (found) store[slot[row]] = bits;
      }
      if (found) tally(row, bits, odd, countingHere);
      continue;
    }
    for (uint32_t r = first; r <= row; r++) active[slot[r]] = 0, store[slot[r]] = (Bits){0};
    uint32_t again = pair;
    for (int changed = 1; changed;) {
      changed = 0;
      pair = again;
      for (int64_t r = row; r >= first; r--) {
        if (!gather((uint32_t)r, &pair, end, &bits) || !any(bits ^ store[slot[r]])) continue;
        store[slot[r]] = bits;
        active[slot[r]] = 1;
        changed = 1;
      }
    }
    for (int64_t r = row; r >= first; r--)
      if (active[slot[r]]) tally((uint32_t)r, store[slot[r]], odd, countingHere);
    at = first;
  }
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  FILE *from = argc == 3 ? fopen(argv[1], "rb") : NULL;
  if (!from) return 2;
  uint32_t *sizes = section(from);
  rows = sizes[0], roots = sizes[1], groupCount = sizes[2], blocks = sizes[3], oddFrom = sizes[4];
  start = section(from), child = section(from), groups = section(from), root = section(from), times = section(from);
  pairStart = section(from), pairRow = section(from), pairColumn = section(from), counting = section(from), weight = section(from), vectors = section(from);
  fclose(from);
  slot = zeros(4 * (size_t)rows);
  uint32_t stored = makeSlots();
  store = zeros(64 * (size_t)stored), active = zeros(stored), count = zeros(4 * (size_t)roots), sums = zeros(8 * SUMS * (size_t)roots);
  table = zeros(sizeof(double[SUMS]) * 16 * (WIDTH / 4)), counted = zeros(4 * (size_t)blocks * WIDTH);
  double begun = seconds();
  int64_t of = -1;
  for (uint32_t block = 0; block < blocks; block++) {
    if (block >= oddFrom) fillTable(block);
    else if (weight[block * WIDTH] != of) {
      flush(of);
      of = weight[block * WIDTH];
    }
    if (counting[block]) memset(counters, 0, sizeof counters);
    solveBlock(block);
    if (!counting[block]) continue;
    for (uint32_t level = 0; level < LEVELS; level++)
      for (uint32_t word = 0; word < 8; word++)
        for (uint64_t bits = counters[level][word]; bits; bits &= bits - 1) counted[block * WIDTH + 64 * word + (uint32_t)__builtin_ctzll(bits)] += 1u << level;
  }
  flush(of);
  printf("%.6f\n", seconds() - begun);
  FILE *answer = fopen(argv[2], "wb");
  if (!answer) return 2;
  fwrite(sums, 8, SUMS * (size_t)roots, answer);
  fwrite(counted, 4, (size_t)blocks * WIDTH, answer);
  return fclose(answer);
}
