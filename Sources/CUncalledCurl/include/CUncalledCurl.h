/* Nothing to call; see uncalled_curl.c. */
