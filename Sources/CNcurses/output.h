#ifndef FOYER_OUTPUT_H
#define FOYER_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

/// The way from curses to the terminal.
///
/// ncurses 6.4 flushes after every cursor move, up to hundreds of writes a frame. It is given a descriptor of its own,
/// which leads to the terminal except while a frame is composed, when it leads to memory; the frame then leaves in one
/// write, which is one TCP segment over SSH.
typedef struct {
    int terminal;
    /// What curses writes to.
    int curses;
    int memory;
    char *buffer;
    size_t capacity;
    /// A frame was given up halfway because the terminal took no more bytes.
    bool is_stuck;
} foyer_output;

/// 0 or an errno; the output must be closed in either case.
int foyer_output_open(foyer_output *output, int terminal);
void foyer_output_close(foyer_output *output);

void foyer_output_begin_frame(foyer_output *output);
/// Sends the frame when curses wrote one; 0 or an errno.
int foyer_output_end_frame(foyer_output *output);

/// Sends all bytes, waiting while the terminal is not ready; 0 or an errno, EINTR when asked to end while waiting.
int foyer_output_send(foyer_output *output, const char *bytes, size_t length);

#endif
