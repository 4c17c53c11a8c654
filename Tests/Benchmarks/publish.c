/* The bare publisher beside which mailings are measured: rabbitmq-c by hand, one thread, confirms, no database.
     cc -O2 -o publish publish.c -lrabbitmq
     publish AMQP_URL EXCHANGE ROUTING_KEY SAMPLES COUNT WINDOW
   SAMPLES holds bodies, each after its length in four octets, the least first; they are sent in turns until there
   are COUNT, each with an id of its own. At most WINDOW of them wait for their confirms. Prints the seconds from
   the first message to the last confirm. */
#define _GNU_SOURCE
#include <amqp.h>
#include <amqp_tcp_socket.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST = 4096 };

static void die(const char *what) {
  fprintf(stderr, "publish: %s\n", what);
  exit(1);
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static amqp_connection_state_t connected(char *url) {
  struct amqp_connection_info info;
  if (amqp_parse_url(url, &info)) die("AMQP_URL");
  amqp_connection_state_t connection = amqp_new_connection();
  amqp_socket_t *socket = amqp_tcp_socket_new(connection);
  if (amqp_socket_open(socket, info.host, info.port)) die("no connection");
  amqp_rpc_reply_t reply =
      amqp_login(connection, info.vhost, 0, 131072, 0, AMQP_SASL_METHOD_PLAIN, info.user, info.password);
  if (reply.reply_type != AMQP_RESPONSE_NORMAL) die("no login");
  amqp_channel_open(connection, 1);
  if (!amqp_confirm_select(connection, 1)) die("no confirms");
  return connection;
}

static int read_samples(const char *path, amqp_bytes_t *samples) {
  FILE *file = fopen(path, "rb");
  if (!file) die("SAMPLES");
  int count = 0;
  uint32_t length;
  while (count < MOST && fread(&length, sizeof length, 1, file) == 1) {
    samples[count] = amqp_bytes_malloc(length);
    if (fread(samples[count].bytes, 1, length, file) != length) die("SAMPLES");
    count++;
  }
  fclose(file);
  if (!count) die("SAMPLES");
  return count;
}

/* Single confirms may come in any order, so they are counted; one that means several names the last of them. */
static uint64_t confirmed, upTo;

static void await_confirm(amqp_connection_state_t connection) {
  amqp_frame_t frame;
  amqp_maybe_release_buffers(connection);
  if (amqp_simple_wait_frame(connection, &frame) != AMQP_STATUS_OK || frame.frame_type != AMQP_FRAME_METHOD ||
      frame.payload.method.id != AMQP_BASIC_ACK_METHOD)
    die("no confirm");
  static unsigned char seen[1 << 16];
  amqp_basic_ack_t *ack = frame.payload.method.decoded;
  uint64_t first = ack->multiple ? upTo + 1 : ack->delivery_tag;
  for (uint64_t tag = first; tag <= ack->delivery_tag; tag++)
    if (!seen[tag & 65535]) seen[tag & 65535] = 1, confirmed++;
  while (seen[(upTo + 1) & 65535]) seen[++upTo & 65535] = 0;
}

int main(int count, char **arguments) {
  if (count != 7) die("AMQP_URL EXCHANGE ROUTING_KEY SAMPLES COUNT WINDOW");
  static amqp_bytes_t samples[MOST];
  int kinds = read_samples(arguments[4], samples);
  uint64_t total = strtoull(arguments[5], 0, 10), window = strtoull(arguments[6], 0, 10);
  if (!total || !window || window > 60000) die("COUNT or WINDOW");
  amqp_connection_state_t connection = connected(arguments[1]);
  amqp_bytes_t exchange = amqp_cstring_bytes(arguments[2]), key = amqp_cstring_bytes(arguments[3]);
  double began = now();
  for (uint64_t sent = 0; sent < total; sent++) {
    while (sent - confirmed >= window) await_confirm(connection);
    char id[40];
    snprintf(id, sizeof id, "00000000-0000-7000-8000-%012llx", (unsigned long long)sent);
    amqp_basic_properties_t properties = {
        ._flags = AMQP_BASIC_DELIVERY_MODE_FLAG | AMQP_BASIC_MESSAGE_ID_FLAG | AMQP_BASIC_CONTENT_TYPE_FLAG,
        .delivery_mode = 2,
        .message_id = amqp_cstring_bytes(id),
        .content_type = amqp_cstring_bytes("application/json")};
    if (amqp_basic_publish(connection, 1, exchange, key, 0, 0, &properties, samples[sent % kinds])) die("publish");
  }
  while (confirmed < total) await_confirm(connection);
  printf("%.3f\n", now() - began);
  return 0;
}
