/// The detail pane: a text that may be longer than its place.
package struct DetailState: Hashable, Sendable {
    package var cursor = ListCursor()
    /// Lines of the text, as the screen counted them.
    package var count = 0

    package init() {}
}
