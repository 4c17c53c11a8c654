// libzip's header, and what is known of a part as plain numbers: its own structure has a pointer in it.
#ifndef CZIP_SHIM_H
#define CZIP_SHIM_H

#include <stdint.h>
#include <zip.h>

typedef struct {
  uint64_t length, packed_length;
  int32_t is_encrypted;
} czip_part;

// 0 if the archive knows the part.
static inline int czip_find(zip_t *archive, uint64_t index, czip_part *part) {
  zip_stat_t status;
  zip_stat_init(&status);
  const zip_uint64_t needed = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_ENCRYPTION_METHOD;
  if (zip_stat_index(archive, index, 0, &status) != 0 || (status.valid & needed) != needed) return -1;
  part->length = status.size;
  part->packed_length = status.comp_size;
  part->is_encrypted = status.encryption_method != ZIP_EM_NONE;
  return 0;
}

#endif
