#ifndef BREVDUVA_CICU_H
#define BREVDUVA_CICU_H

#include <stdint.h>

/* Pure functions of ICU in plain C types. All may be called from any thread. */

/* The canonical forms of Unicode. */
enum { CICU_COMPOSED = 0, CICU_DECOMPOSED = 1 };

/* What UTS #46 can find wrong; the bits of one answer are added up. */
enum {
  CICU_EMPTY_LABEL = 1 << 0,
  CICU_LABEL_TOO_LONG = 1 << 1,
  CICU_NAME_TOO_LONG = 1 << 2,
  CICU_HYPHEN = 1 << 3,
  CICU_A_LABEL = 1 << 4,
  CICU_CHARACTER = 1 << 5,
  CICU_UNAVAILABLE = 1 << 6
};

/* Brings well-formed UTF-8 into NFC (CICU_COMPOSED) or NFD (CICU_DECOMPOSED).
   Returns the number of octets written, or -1 where `capacity` (three times `length` is enough)
   or memory does not suffice. Nothing is terminated by a zero. */
int32_t cicu_normalize(int32_t form, const uint8_t *text, int32_t length, uint8_t *result,
                       int32_t capacity);

/* ToASCII of UTS #46: non-transitional, STD3 rules, CheckBidi, CheckContextJ. Takes well-formed UTF-8.
   Returns the number of octets written (0 where they do not fit) and sets `faults`; the result
   counts only where that is 0. A final dot, of the root, is kept and is no fault. */
int32_t cicu_to_ascii(const uint8_t *name, int32_t length, uint8_t *result, int32_t capacity,
                      uint32_t *faults);

/* ToUnicode of UTS #46, of a name that ToASCII has given. Returns the number of octets written, or 0
   where it cannot be told. */
int32_t cicu_to_unicode(const uint8_t *name, int32_t length, uint8_t *result, int32_t capacity);

/* Tells whether a code point is a vowel sign, written with a consonant (Indic_Syllabic_Category
   Vowel_Dependent): 1 or 0. */
int32_t cicu_is_vowel_sign(int32_t scalar);

/* Writes the version of the library, such as 72.1, with the zero that ends it; 20 octets are enough. */
void cicu_version(char *text);

#endif
