#ifndef BREVDUVA_CICONV_H
#define BREVDUVA_CICONV_H

#include <stdint.h>

/* Converts a text of a charset that the C library knows by name into UTF-8; U+FFFD stands for what is
   malformed, and a text that ends within a character ends there. Returns the number of octets written,
   no more than `capacity` (four times `length` and 16 is enough), or -1 where the charset is not known.
   May be called from any thread. */
int32_t ciconv_to_utf8(const char *charset, const uint8_t *text, int32_t length, uint8_t *result,
                       int32_t capacity);

#endif
