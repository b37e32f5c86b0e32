#include <libxml/xmlversion.h>
// Debian's libxml2 is built with ICU and its headers name ICU's types, which clash with those inside Foundation.
#undef LIBXML_ICU_ENABLED
#include <libxml/xmlreader.h>

// libxml2's own is a variable, which Swift 6 does not take for safe across threads.
static inline void cxml2_free(void *pointer) { xmlFree(pointer); }
