import Testing

/// The built binary, used as a person or a script would: one test after the other, since each has a terminal and a
/// server of its own and waits for them.
@Suite("End to end", .serialized)
enum EndToEnd {}
