// Memory of the program: blocks behind one another, each with its size in front of it. Free ones hang in lists by size, a
// few lists for each power of two, with a bit for each list that holds some; a freed block joins free neighbours.
#include <stddef.h>
#include <stdint.h>

typedef struct Block {
  // Of the block before it in memory; meaningful only while that one is free.
  uint32_t before;
  // Of this one, with both words; the lowest bit says that it is free, the next that the block before it is.
  uint32_t size;
  // Only while it is free.
  struct Block *next, *last;
} Block;

enum { FREE = 1, AFTER_FREE = 2, FLAGS = 15, HEAD = 8, UNIT = 16, SMALLEST = 16, STEPS = 8, PAGE = 65536 };

static Block *lists[32][STEPS];
static uint32_t powers, steps[32];
static uint8_t *top;
extern uint8_t __heap_base;

static uint32_t size_of(const Block *block) { return block->size & ~(uint32_t)FLAGS; }
static Block *after(Block *block) { return (Block *)((uint8_t *)block + size_of(block)); }

static void place(uint32_t size, int *power, int *step) {
  *power = 31 - __builtin_clz(size);
  *step = size >> (*power - 3) & 7;
}

static void take_out(Block *block) {
  int power, step;
  place(size_of(block), &power, &step);
  if (block->next) block->next->last = block->last;
  if (block->last) block->last->next = block->next;
  else if (!(lists[power][step] = block->next) && !(steps[power] &= ~(1u << step))) powers &= ~(1u << power);
  block->size &= ~(uint32_t)FREE;
  after(block)->size &= ~(uint32_t)AFTER_FREE;
}

static void put_in(Block *block) {
  int power, step;
  place(size_of(block), &power, &step);
  block->size |= FREE;
  after(block)->before = size_of(block);
  after(block)->size |= AFTER_FREE;
  block->last = NULL;
  if ((block->next = lists[power][step])) block->next->last = block;
  lists[power][step] = block;
  steps[power] |= 1u << step;
  powers |= 1u << power;
}

static void release(Block *block) {
  if (after(block)->size & FREE) {
    Block *next = after(block);
    take_out(next);
    block->size += size_of(next);
  }
  if (block->size & AFTER_FREE) {
    Block *first = (Block *)((uint8_t *)block - block->before);
    take_out(first);
    first->size += size_of(block);
    block = first;
  }
  put_in(block);
}

// Room from the browser, as one block, behind which a head of no size ends the memory.
static int grow(uint32_t size) {
  if (!top) {
    top = (uint8_t *)(((uintptr_t)&__heap_base + UNIT - 1) & ~(uintptr_t)(UNIT - 1)) + HEAD;
    uintptr_t end = (uintptr_t)__builtin_wasm_memory_size(0) * PAGE;
    if (end < (uintptr_t)top + HEAD && __builtin_wasm_memory_grow(0, 1) == (size_t)-1) return 0;
    ((Block *)top)->size = 0;
  }
  uint64_t end = (uint64_t)__builtin_wasm_memory_size(0) * PAGE, wanted = (uint64_t)(uintptr_t)top + size + 2 * HEAD;
  if (wanted > end) {
    // More than asked for, so that a growing array does not ask each time.
    uint64_t pages = (wanted - end + PAGE - 1) / PAGE, many = pages > 128 ? pages : 128;
    if (__builtin_wasm_memory_grow(0, many) == (size_t)-1 &&
        (many == pages || __builtin_wasm_memory_grow(0, pages) == (size_t)-1))
      return 0;
    end = (uint64_t)__builtin_wasm_memory_size(0) * PAGE;
  }
  Block *block = (Block *)top;
  uint32_t flags = block->size & AFTER_FREE, all = (uint32_t)(end - HEAD - (uintptr_t)top) & ~(uint32_t)FLAGS;
  block->size = all | flags;
  top += all;
  ((Block *)top)->size = 0;
  release(block);
  return 1;
}

static Block *find(uint32_t size) {
  // Rounded up to the next list, each block of which is large enough.
  int power, step;
  uint32_t round = size < 256 ? 1 : 1u << (31 - __builtin_clz(size) - 3);
  uint64_t wanted = (uint64_t)size + round - 1;
  if (wanted >> 31) return NULL;
  place((uint32_t)wanted, &power, &step);
  uint32_t found = steps[power] & ~0u << step;
  if (!found) {
    uint32_t larger = power == 31 ? 0 : powers & ~0u << (power + 1);
    if (!larger) return NULL;
    power = __builtin_ctz(larger);
    found = steps[power];
  }
  return lists[power][__builtin_ctz(found)];
}

static void split(Block *block, uint32_t size) {
  uint32_t rest = size_of(block) - size;
  if (rest < SMALLEST * 2) return;
  block->size -= rest;
  Block *second = after(block);
  second->size = rest;
  release(second);
}

int posix_memalign(void **result, size_t alignment, size_t wanted) {
  if (wanted > 0x7FF00000) return 12;
  uint32_t size = ((uint32_t)wanted + HEAD + UNIT - 1) & ~(uint32_t)(UNIT - 1);
  if (size < SMALLEST * 2) size = SMALLEST * 2;
  uint32_t more = alignment > UNIT ? (uint32_t)alignment + 2 * SMALLEST : 0;
  Block *block = find(size + more);
  if (!block) {
    uint32_t room = size + more;
    // As much as the list of that size asks for.
    room += room < 256 ? 0 : 1u << (31 - __builtin_clz(room) - 3);
    if (!grow(room) || !(block = find(size + more))) return 12;
  }
  take_out(block);
  uintptr_t start = (uintptr_t)block + HEAD;
  if (more && start % alignment) {
    uintptr_t aligned = (start + 2 * SMALLEST + alignment - 1) & ~(uintptr_t)(alignment - 1);
    Block *second = (Block *)(aligned - HEAD);
    uint32_t front = (uint32_t)((uint8_t *)second - (uint8_t *)block);
    second->size = size_of(block) - front;
    block->size = front | (block->size & AFTER_FREE);
    release(block);
    block = second;
  }
  split(block, size);
  *result = (uint8_t *)block + HEAD;
  return 0;
}

void free(void *start) {
  if (start) release((Block *)((uint8_t *)start - HEAD));
}
