#include "CXML.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* The parser compares each attribute of a tag with all others, and looks for a prefix among all that are
   open; it keeps every name, and a tag until it is whole. No document of ours comes near these. */
enum {
  depth_limit = 64,         /* elements in one another */
  attribute_limit = 256,    /* attributes and namespaces of one tag, and namespaces that are open */
  names_limit = 10000,      /* different names */
  tag_limit = 128 << 10,    /* octets of a tag */
  remark_limit = 4096 << 10 /* octets of a comment and the like */
};

enum { name_limit = 255 };

/* Names as the parser keeps each of its own once: two are the same if their addresses are. */
typedef struct {
  const xmlChar *names[name_limit + 1];
  uint8_t has_text[name_limit + 1]; /* whether its text is told */
  uint8_t is_mute[name_limit + 1];  /* whether nothing else is */
  int count;
} list;

struct cxml {
  xmlParserCtxtPtr xml;
  list namespaces, elements, attributes;
  /* For each open element its name, and the name of the one that its text is told of; 0 for none. */
  uint8_t open[depth_limit + 1], texts[depth_limit + 1];
  /* For each open element how many namespaces are open in it. */
  int open_namespaces[depth_limit + 1];
  unsigned depth;
  int status;
  uint64_t *words;
  size_t word_count, word_room;
  uint8_t *bytes;
  size_t byte_count, byte_room;
};

static int split(list *into, xmlDictPtr known, const char *text) {
  while (*text != 0 && into->count < name_limit) {
    int place = ++into->count;
    into->is_mute[place] = *text == '+';
    into->has_text[place] = *text == '*' || *text == '+';
    text += into->has_text[place];
    size_t length = strcspn(text, "\n");
    into->names[place] = xmlDictLookup(known, (const xmlChar *)text, (int)length);
    if (into->names[place] == NULL) return 0;
    text += length + (text[length] == '\n');
  }
  return 1;
}

static int find(const list *known, const xmlChar *name) {
  for (int place = 1; place <= known->count; place++)
    if (known->names[place] == name) return place;
  return 0;
}

static void stop(cxml *parser, int status) {
  if (parser->status != cxml_ok) return;
  parser->status = status;
  xmlStopParser(parser->xml);
}

static int add(cxml *parser, int kind, int name, size_t length) {
  if (parser->word_count == parser->word_room) {
    size_t room = parser->word_room == 0 ? 1024 : 2 * parser->word_room;
    uint64_t *words = realloc(parser->words, room * sizeof *words);
    if (words == NULL) {
      stop(parser, cxml_no_memory);
      return 0;
    }
    parser->words = words;
    parser->word_room = room;
  }
  parser->words[parser->word_count++] = (uint64_t)kind | (uint64_t)name << 8 |
                                        (uint64_t)parser->depth << 16 | (uint64_t)length << 32;
  return 1;
}

static int keep(cxml *parser, const xmlChar *text, size_t length) {
  if (length > parser->byte_room - parser->byte_count) {
    size_t room = 2 * parser->byte_room + length + 4096;
    uint8_t *bytes = realloc(parser->bytes, room);
    if (bytes == NULL) {
      stop(parser, cxml_no_memory);
      return 0;
    }
    parser->bytes = bytes;
    parser->byte_room = room;
  }
  memcpy(parser->bytes + parser->byte_count, text, length);
  parser->byte_count += length;
  return 1;
}

static void on_start(void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *namespace,
                     int namespace_count, const xmlChar **namespaces, int attribute_count,
                     int defaulted_count, const xmlChar **attributes) {
  (void)prefix, (void)namespaces, (void)defaulted_count;
  cxml *parser = data;
  int open_namespaces = parser->open_namespaces[parser->depth] + namespace_count;
  if (parser->depth == depth_limit || attribute_count + open_namespaces > attribute_limit)
    return stop(parser, cxml_too_much);
  int element = find(&parser->namespaces, namespace) == 0 ? 0 : find(&parser->elements, local);
  unsigned depth = ++parser->depth;
  parser->open_namespaces[depth] = open_namespaces;
  int told = parser->elements.is_mute[element] ? 0 : element;
  parser->open[depth] = (uint8_t)told;
  parser->texts[depth] =
      parser->elements.has_text[element] ? (uint8_t)element : parser->texts[depth - 1];
  if (told == 0 || !add(parser, cxml_start, told, 0)) return;
  /* Five words each: local name, prefix, namespace, where the value begins, and where it has ended. */
  for (int place = 0; place < attribute_count; place++, attributes += 5) {
    int name = find(&parser->attributes, attributes[0]);
    if (name == 0) continue;
    size_t length = (size_t)(attributes[4] - attributes[3]);
    if (!keep(parser, attributes[3], length) || !add(parser, cxml_attribute, name, length)) return;
  }
}

static void on_end(void *data, const xmlChar *local, const xmlChar *prefix,
                   const xmlChar *namespace) {
  (void)local, (void)prefix, (void)namespace;
  cxml *parser = data;
  if (parser->depth == 0) return;
  int element = parser->open[parser->depth];
  if (element != 0) add(parser, cxml_end, element, 0);
  parser->depth--;
}

static void on_text(void *data, const xmlChar *text, int count) {
  cxml *parser = data;
  int element = parser->texts[parser->depth];
  size_t length = (size_t)count;
  if (element == 0 || !keep(parser, text, length)) return;
  /* The parser cuts text at references, and where it likes. */
  uint64_t *last = parser->word_count == 0 ? NULL : &parser->words[parser->word_count - 1];
  if (last != NULL && (*last & 0xff) == cxml_text && (*last >> 16 & 0xffff) == parser->depth)
    *last += (uint64_t)length << 32;
  else
    add(parser, cxml_text, element, length);
}

static void on_doctype(void *data, const xmlChar *name, const xmlChar *external,
                       const xmlChar *system) {
  (void)name, (void)external, (void)system;
  stop(data, cxml_doctype);
}

cxml *cxml_new(const char *namespaces, const char *elements, const char *attributes) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, xmlInitParser);
  cxml *parser = calloc(1, sizeof *parser);
  if (parser == NULL) return NULL;
  /* What is not set does nothing: no tree, no entities, no messages on standard error. */
  xmlSAXHandler handler = {
      .initialized = XML_SAX2_MAGIC,
      .startElementNs = on_start,
      .endElementNs = on_end,
      .characters = on_text,
      .ignorableWhitespace = on_text,
      .cdataBlock = on_text,
      .internalSubset = on_doctype,
  };
  parser->xml = xmlCreatePushParserCtxt(&handler, parser, NULL, 0, NULL);
  /* Without XML_PARSE_NOENT an attribute's &amp; comes as &#38;. */
  const int options = XML_PARSE_NONET | XML_PARSE_NOENT;
  if (parser->xml == NULL || xmlCtxtUseOptions(parser->xml, options) != 0 ||
      !split(&parser->namespaces, parser->xml->dict, namespaces) ||
      !split(&parser->elements, parser->xml->dict, elements) ||
      !split(&parser->attributes, parser->xml->dict, attributes)) {
    cxml_free(parser);
    return NULL;
  }
  return parser;
}

/* What is taken and not told yet, and all names, lie in memory. */
static int holds_too_much(xmlParserCtxtPtr xml) {
  if (xmlDictSize(xml->dict) > names_limit) return 1;
  if (xml->input == NULL) return 0;
  const xmlChar *next = xml->input->cur;
  ptrdiff_t waiting = xml->input->end - next;
  int is_tag = waiting > 1 && next[0] == '<' && next[1] != '!' && next[1] != '?';
  return waiting > (is_tag ? tag_limit : remark_limit);
}

int cxml_parse(cxml *parser, const void *bytes, size_t count, int is_last) {
  parser->word_count = parser->byte_count = 0;
  if (parser->status != cxml_ok) return parser->status;
  int code = xmlParseChunk(parser->xml, bytes, (int)count, is_last);
  if (parser->status == cxml_ok && !parser->xml->wellFormed)
    parser->status = code == XML_ERR_NO_MEMORY ? cxml_no_memory : cxml_malformed;
  if (parser->status == cxml_ok && !is_last && holds_too_much(parser->xml))
    parser->status = cxml_too_much;
  return parser->status;
}

const uint64_t *cxml_words(const cxml *parser, size_t *count) {
  *count = parser->word_count;
  return parser->words;
}

const uint8_t *cxml_bytes(const cxml *parser, size_t *count) {
  *count = parser->byte_count;
  return parser->bytes;
}

void cxml_free(cxml *parser) {
  if (parser == NULL) return;
  if (parser->xml != NULL) xmlFreeParserCtxt(parser->xml);
  free(parser->words);
  free(parser->bytes);
  free(parser);
}
