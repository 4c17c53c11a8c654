// zlib's header, and its two directions as functions over whole buffers: its own are macros, and its stream
// has pointers in it.
#ifndef CZLIB_SHIM_H
#define CZLIB_SHIM_H

#include <stdint.h>
#include <string.h>
#include <zlib.h>

// Unpacks what begins at `source`. Returns the number of octets written, -1 if that is no whole stream, -2 if
// it is larger than `capacity`; `consumed` is the length of the stream.
static inline int64_t czlib_inflate(int window_bits, const uint8_t *source, uint32_t count, uint8_t *target,
                                    uint32_t capacity, uint32_t *consumed) {
  z_stream stream;
  memset(&stream, 0, sizeof stream);
  if (inflateInit2(&stream, window_bits) != Z_OK) return -1;
  stream.next_in = (Bytef *)source;
  stream.avail_in = count;
  stream.next_out = target;
  stream.avail_out = capacity;
  int status = inflate(&stream, Z_FINISH);
  int64_t written = capacity - stream.avail_out;
  int is_full = status == Z_BUF_ERROR && stream.avail_out == 0;
  *consumed = count - stream.avail_in;
  inflateEnd(&stream);
  if (is_full) return -2;
  return status == Z_STREAM_END ? written : -1;
}

// Packs a buffer; returns the number of octets written, -1 if they do not fit.
static inline int64_t czlib_deflate(int window_bits, const uint8_t *source, uint32_t count, uint8_t *target,
                                    uint32_t capacity) {
  z_stream stream;
  memset(&stream, 0, sizeof stream);
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    return -1;
  stream.next_in = (Bytef *)source;
  stream.avail_in = count;
  stream.next_out = target;
  stream.avail_out = capacity;
  int status = deflate(&stream, Z_FINISH);
  int64_t written = capacity - stream.avail_out;
  deflateEnd(&stream);
  return status == Z_STREAM_END ? written : -1;
}

#endif
