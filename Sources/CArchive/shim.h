#ifndef PLUMBLINE_CARCHIVE_SHIM_H
#define PLUMBLINE_CARCHIVE_SHIM_H
#include <archive.h>
#include <archive_entry.h>
#endif
