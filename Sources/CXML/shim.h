#ifndef PLUMBLINE_CXML_SHIM_H
#define PLUMBLINE_CXML_SHIM_H
#include <libxml/xmlreader.h>
#endif
