#ifndef FOYER_CCURL_H
#define FOYER_CCURL_H

/// Version line of the libcurl that is loaded at run time, or a sentence saying why none could be.
const char *foyer_curl_version(void);

#endif
