#include "CAllocations.h"

#include <stddef.h>

/* The program's own malloc stands before the C library's, for all that is linked to it; glibc keeps its
   own under these names. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);

static __thread unsigned long count __attribute__((tls_model("initial-exec")));

unsigned long callocations_count(void) { return count; }

void *malloc(size_t size) {
  count += 1;
  return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
  count += 1;
  return __libc_calloc(number, size);
}

void *realloc(void *memory, size_t size) {
  count += 1;
  return __libc_realloc(memory, size);
}
