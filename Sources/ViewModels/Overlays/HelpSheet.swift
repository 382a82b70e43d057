/// The help, a text to page through.
package struct HelpSheet: Hashable, Sendable {
    package var cursor = ListCursor()
    /// Lines of the text, as the screen counted them.
    package var count = 0

    package init() {}

    package enum Action: Hashable, Sendable {
        case scroll(Motion)
        case close
    }

    func reduce(_ state: inout AppState, _ action: Action) -> [Effect] {
        switch action {
        case .scroll(let motion):
            var sheet = self
            sheet.cursor.scroll(motion, count: count)
            state.replaceTop(with: .help(sheet))
        case .close: state.pop()
        }
        return []
    }
}
