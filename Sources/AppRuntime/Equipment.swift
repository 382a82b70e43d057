package import Commands
package import Panes
package import Terminal
package import ViewModels

/// Keys and looks of a sitting, which can be changed while it runs.
package struct Equipment: Sendable {
    package var dispatcher: KeyDispatcher
    package var context: PaneContext
    /// Names of the themes there are.
    package var themes: [String]
    /// The look for a ground that the terminal tells, which many tell late and most never.
    package var lookOnGround: @MainActor @Sendable (RGB) -> Look
    /// How the person works, where that was read again.
    package var habits: Habits?
    /// What to tell the person, such as the first fault of a file.
    package var told: String?

    package init(
        dispatcher: KeyDispatcher,
        context: PaneContext,
        themes: [String] = [],
        lookOnGround: (@MainActor @Sendable (RGB) -> Look)? = nil,
        habits: Habits? = nil,
        told: String? = nil
    ) {
        self.dispatcher = dispatcher
        self.context = context
        self.themes = themes
        self.lookOnGround = lookOnGround ?? { _ in context.look }
        self.habits = habits
        self.told = told
    }
}

/// Equips the program anew, on the ground that the terminal has told; `nil` when everything stays as it is.
package typealias Equipping = @MainActor (EquipmentWish, RGB?) -> Equipment?
