/// Where the mirror and the journal live.
package struct StateDirectory: Hashable, Sendable {
    /// Absolute path; the directory has mode 0700 and its files 0600.
    package var path: String

    package init(path: String) { self.path = path }
}
