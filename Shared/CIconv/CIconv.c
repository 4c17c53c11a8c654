#include "CIconv.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

int32_t ciconv_to_utf8(const char *charset, const uint8_t *text, int32_t length, uint8_t *result,
                       int32_t capacity) {
  static const char replacement[3] = {(char)0xef, (char)0xbf, (char)0xbd};
  iconv_t conversion = iconv_open("UTF-8", charset);
  if (conversion == (iconv_t)-1) return -1;
  char *from = (char *)text, *to = (char *)result;
  size_t left = (size_t)length, room = (size_t)capacity;
  while (left > 0) {
    if (iconv(conversion, &from, &left, &to, &room) != (size_t)-1) break;
    if (errno != EILSEQ || room < sizeof replacement) break;
    memcpy(to, replacement, sizeof replacement);
    to += sizeof replacement;
    room -= sizeof replacement;
    from += 1;
    left -= 1;
  }
  iconv_close(conversion);
  return (int32_t)(capacity - (int32_t)room);
}
