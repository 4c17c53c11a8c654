#ifndef CXML_H
#define CXML_H

#include <stddef.h>
#include <stdint.h>

/* XML by libxml2 without callbacks: each piece of a document becomes a list of what it holds.

   Only names that the caller knows are told, so that a large sheet gives a short list. A document with
   a DOCTYPE is refused: without one there are no entities but the five of XML, and nothing is fetched. */

/* What a document holds, in its order, each in one word: from the low bit on, kind (8 bits), name (8: its
   place in the list of elements or attributes, from 1; with text, its element's), how many elements are
   open, this one included (16), length of the attribute's value or of the text (32). Values and texts
   stand one behind the other. */
enum {
  cxml_start = 0,     /* an element begins */
  cxml_attribute = 1, /* an attribute of the element that began last */
  cxml_text = 2,      /* text in an element whose text is wanted */
  cxml_end = 3,       /* an element ends */
};

enum {
  cxml_ok = 0,
  cxml_malformed = 1, /* no well-formed XML, or in no known encoding */
  cxml_doctype = 2,   /* a DOCTYPE */
  cxml_too_much = 3,  /* more than a document needs; the limits stand in CXML.c */
  cxml_no_memory = 4,
};

typedef struct cxml cxml;

/* A parser, or NULL when there is no memory. Each argument is a list, its parts separated by line feeds:
   the namespaces whose elements are told; the elements' local names, a star before those whose text is
   told, a plus before those of which nothing but their text is; the attributes' local names. At most
   255 each. */
cxml *cxml_new(const char *namespaces, const char *elements, const char *attributes);

/* Takes the next piece; what it holds can be had until the next call. */
int cxml_parse(cxml *parser, const void *bytes, size_t count, int is_last);

const uint64_t *cxml_words(const cxml *parser, size_t *count);
const uint8_t *cxml_bytes(const cxml *parser, size_t *count);

void cxml_free(cxml *parser);

#endif
