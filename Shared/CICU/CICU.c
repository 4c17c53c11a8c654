#include "CICU.h"

#include <stdlib.h>
#include <threads.h>
#include <unicode/uchar.h>
#include <unicode/uidna.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/uversion.h>

/* NFD has at most four times the UTF-16 units of its source, and UTF-16 at most the octets of UTF-8. */
enum { STACK_OCTETS = 256, EXPANSION = 4 };

int32_t cicu_normalize(int32_t form, const uint8_t *text, int32_t length, uint8_t *result,
                       int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  /* Singletons of the library, made once by itself. */
  const UNormalizer2 *normalizer =
      form == CICU_COMPOSED ? unorm2_getNFCInstance(&status) : unorm2_getNFDInstance(&status);
  if (U_FAILURE(status) || length < 0 || length > INT32_MAX / 64) return -1;

  UChar stack[STACK_OCTETS * (1 + EXPANSION)];
  UChar *source = stack;
  if (length > STACK_OCTETS) {
    source = malloc((size_t)length * (1 + EXPANSION) * sizeof(UChar));
    if (source == NULL) return -1;
  }
  UChar *target = source + length;
  int32_t units = 0;
  int32_t written = 0;
  u_strFromUTF8(source, length, &units, (const char *)text, length, &status);
  units = unorm2_normalize(normalizer, source, units, target, length * EXPANSION, &status);
  u_strToUTF8((char *)result, capacity, &written, target, units, &status);
  if (source != stack) free(source);
  return U_FAILURE(status) ? -1 : written;
}

/* Opening is dear (it loads data), the open handle is immutable and may be used by all threads: it is
   opened once and lives as long as the process. */
static once_flag opened = ONCE_FLAG_INIT;
static UIDNA *idna = NULL;

static void open_idna(void) {
  UErrorCode status = U_ZERO_ERROR;
  UIDNA *handle = uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_USE_STD3_RULES |
                                      UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ,
                                  &status);
  if (U_SUCCESS(status)) idna = handle;
}

static uint32_t faults_of(uint32_t errors) {
  uint32_t faults = 0;
  if (errors & UIDNA_ERROR_EMPTY_LABEL) faults |= CICU_EMPTY_LABEL;
  if (errors & UIDNA_ERROR_LABEL_TOO_LONG) faults |= CICU_LABEL_TOO_LONG;
  if (errors & UIDNA_ERROR_DOMAIN_NAME_TOO_LONG) faults |= CICU_NAME_TOO_LONG;
  if (errors & (UIDNA_ERROR_LEADING_HYPHEN | UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4))
    faults |= CICU_HYPHEN;
  if (errors & (UIDNA_ERROR_PUNYCODE | UIDNA_ERROR_INVALID_ACE_LABEL)) faults |= CICU_A_LABEL;
  /* Whatever else there is, in this version or a later one, is a character out of place. */
  uint32_t named = UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG |
                   UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | UIDNA_ERROR_LEADING_HYPHEN |
                   UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4 | UIDNA_ERROR_PUNYCODE |
                   UIDNA_ERROR_INVALID_ACE_LABEL;
  if (errors & ~named) faults |= CICU_CHARACTER;
  return faults;
}

int32_t cicu_to_ascii(const uint8_t *name, int32_t length, uint8_t *result, int32_t capacity,
                      uint32_t *faults) {
  call_once(&opened, open_idna);
  if (idna == NULL) {
    *faults = CICU_UNAVAILABLE;
    return 0;
  }
  UErrorCode status = U_ZERO_ERROR;
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  int32_t written = uidna_nameToASCII_UTF8(idna, (const char *)name, length, (char *)result,
                                           capacity, &info, &status);
  *faults = faults_of(info.errors);
  if (status == U_BUFFER_OVERFLOW_ERROR) {
    *faults |= CICU_NAME_TOO_LONG;
    return 0;
  }
  if (U_FAILURE(status)) {
    *faults |= CICU_UNAVAILABLE;
    return 0;
  }
  return written;
}

int32_t cicu_to_unicode(const uint8_t *name, int32_t length, uint8_t *result, int32_t capacity) {
  call_once(&opened, open_idna);
  if (idna == NULL) return 0;
  UErrorCode status = U_ZERO_ERROR;
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  int32_t written = uidna_nameToUnicodeUTF8(idna, (const char *)name, length, (char *)result,
                                            capacity, &info, &status);
  return U_FAILURE(status) || info.errors != 0 ? 0 : written;
}

int32_t cicu_is_vowel_sign(int32_t scalar) {
  return u_getIntPropertyValue(scalar, UCHAR_INDIC_SYLLABIC_CATEGORY) == U_INSC_VOWEL_DEPENDENT;
}

void cicu_version(char *text) {
  UVersionInfo version;
  u_getVersion(version);
  u_versionToString(version, text);
}
