package import Leads

/// What lies over the panes and takes the keys.
package enum Overlay: Hashable, Sendable {
    /// The live filter line.
    case filter(TextField)
    case picker(Picker)
    case form(Form)
    case confirm(Confirmation)
    case help(scroll: Int)
    case outbox(cursor: Int)
}

/// A question whose answer cannot be taken back.
package struct Confirmation: Hashable, Sendable {
    package var question: Question
    /// False until the question was on the screen: keys typed before that never answer it.
    package var isShown: Bool

    package init(_ question: Question) {
        self.question = question
        isShown = false
    }

    package enum Question: Hashable, Sendable {
        case trash(Lead.ID, name: String, reason: String)
        case drop(OutboxEntry)
    }
}
