#ifndef PLUMBLINE_CXML_SHIM_H
#define PLUMBLINE_CXML_SHIM_H
#include <libxml/xmlversion.h>
// Without this the header of the encodings takes in the system's ICU, whose types clash with those of Foundation's own
// ICU wherever both modules meet. Nothing we call or see has a type of ICU.
#undef LIBXML_ICU_ENABLED
#include <libxml/xmlreader.h>
#endif
