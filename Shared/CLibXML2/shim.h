// libxml2's parser, for CXML alone, which makes lists of its callbacks.
#ifndef CLIBXML2_SHIM_H
#define CLIBXML2_SHIM_H

#include <libxml/parser.h>

#endif
