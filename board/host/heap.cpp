#include "board/host/heap.h"

#include <malloc.h>
#include <new>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "board/host/faults.h"
#include "board/host/words.h"
#include "board/stack/port.h"

// Names that the linker's --wrap fixes: a call of malloc comes to __wrap_malloc, and __real_malloc
// is it.
extern "C" {
void* __real_malloc(size_t bytes);
void* __real_calloc(size_t count, size_t bytes);
void* __real_realloc(void* block, size_t bytes);
void __real_free(void* block);
void* __wrap_malloc(size_t bytes);
void* __wrap_calloc(size_t count, size_t bytes);
void* __wrap_realloc(void* block, size_t bytes);
void __wrap_free(void* block);
char* __wrap_strdup(const char* text);
char* __wrap_strndup(const char* text, size_t bytes);
}

namespace parley::board::host {

namespace {

// What the chip's allocator adds to a block.
constexpr size_t head_bytes = 8;

struct Heap {
  size_t limit = heap_bytes_default;
  size_t used = 0;
  size_t used_most = 0;
  int own = 0;
};
constinit Heap heap;

bool fits(size_t more) {
  return heap.own > 0 || (heap.used <= heap.limit && more <= heap.limit - heap.used);
}

void count(void* block) {
  if (block == nullptr || heap.own > 0) return;
  heap.used += malloc_usable_size(block);
  if (heap.used > heap.used_most) heap.used_most = heap.used;
}

void uncount(void* block) {
  if (block == nullptr || heap.own > 0) return;
  size_t bytes = malloc_usable_size(block);
  // A block that a library allocated by itself was not counted.
  heap.used = bytes < heap.used ? heap.used - bytes : 0;
}

size_t free_of(size_t used) {
  return used < heap.limit ? heap.limit - used : 0;
}

}  // namespace

void heap_begin(size_t bytes) {
  if (bytes != 0) heap.limit = bytes;
}

OwnMemory::OwnMemory() {
  ++heap.own;
}
OwnMemory::~OwnMemory() {
  --heap.own;
}

}  // namespace parley::board::host

namespace parley::board::port {

size_t heap_free() {
  return host::free_of(host::heap.used);
}
size_t heap_free_least() {
  return host::free_of(host::heap.used_most);
}
size_t heap_block_max() {
  size_t free = heap_free();
  return free > host::head_bytes ? free - host::head_bytes : 0;
}

}  // namespace parley::board::port

extern "C" {

void* __wrap_malloc(size_t bytes) {
  if (!parley::board::host::fits(bytes)) return nullptr;
  void* block = __real_malloc(bytes);
  parley::board::host::count(block);
  return block;
}

void* __wrap_calloc(size_t count, size_t bytes) {
  size_t all = 0;
  if (__builtin_mul_overflow(count, bytes, &all) || !parley::board::host::fits(all)) return nullptr;
  void* block = __real_calloc(count, bytes);
  parley::board::host::count(block);
  return block;
}

void* __wrap_realloc(void* block, size_t bytes) {
  size_t before = block == nullptr ? 0 : malloc_usable_size(block);
  if (bytes > before && !parley::board::host::fits(bytes - before)) return nullptr;
  parley::board::host::uncount(block);
  void* moved = __real_realloc(block, bytes);
  // Refused by the system: the old block is still there.
  parley::board::host::count(moved != nullptr || bytes == 0 ? moved : block);
  return moved;
}

void __wrap_free(void* block) {
  parley::board::host::uncount(block);
  __real_free(block);
}

char* __wrap_strdup(const char* text) {
  return __wrap_strndup(text, SIZE_MAX);
}

char* __wrap_strndup(const char* text, size_t bytes) {
  size_t count = strnlen(text, bytes);
  char* copy = static_cast<char*>(__wrap_malloc(count + 1));
  if (copy == nullptr) return nullptr;
  memcpy(copy, text, count);
  copy[count] = '\0';
  return copy;
}

}  // extern "C"

// Without exceptions a failed `new` cannot be told to the sketch; the chip's core stops there, too.
void* operator new(size_t bytes) {
  void* block = malloc(bytes);
  if (block == nullptr) parley::board::host::out_of_memory(bytes);
  return block;
}
void* operator new[](size_t bytes) {
  return operator new(bytes);
}
void* operator new(size_t bytes, const std::nothrow_t&) noexcept {
  return malloc(bytes);
}
void* operator new[](size_t bytes, const std::nothrow_t&) noexcept {
  return malloc(bytes);
}
void operator delete(void* block) noexcept {
  free(block);
}
void operator delete[](void* block) noexcept {
  free(block);
}
void operator delete(void* block, size_t) noexcept {
  free(block);
}
void operator delete[](void* block, size_t) noexcept {
  free(block);
}
