package import Terminal

/// What a piece of text is for; only a theme knows its colour.
package enum Role: Hashable, Sendable, CaseIterable {
    case plain, dim, strong, title, border, focusedBorder
    case bar, activeTab, key
    case selected, mark, handled
    case good, warning, problem
    case match, input
}

/// Colours and attributes by role.
///
/// Only the first 16 colours are used, which are the person's own, so a theme follows a light or dark terminal. Every
/// meaning is also carried by a word or a sign, so the monochrome theme loses nothing.
package struct Theme: Sendable {
    private let styles: [Role: Style]

    package subscript(_ role: Role) -> Style { styles[role] ?? .plain }

    package static let standard = Theme(styles: [
        .dim: Style(foreground: .indexed(8)),
        .strong: Style(attributes: .bold),
        .title: Style(attributes: .bold),
        .border: Style(foreground: .indexed(8)),
        .focusedBorder: Style(foreground: .indexed(6), attributes: .bold),
        .bar: Style(attributes: .reverse),
        .activeTab: Style(attributes: [.bold, .underline]),
        .key: Style(foreground: .indexed(6), attributes: .bold),
        .selected: Style(attributes: .bold),
        .mark: Style(foreground: .indexed(6), attributes: .bold),
        .handled: Style(attributes: .dim),
        .good: Style(foreground: .indexed(2)),
        .warning: Style(foreground: .indexed(3), attributes: .bold),
        .problem: Style(foreground: .indexed(1), attributes: .bold),
        .match: Style(attributes: .underline),
        .input: Style(attributes: .underline),
    ])

    package static let monochrome = Theme(styles: [
        .strong: Style(attributes: .bold),
        .title: Style(attributes: .bold),
        .focusedBorder: Style(attributes: .bold),
        .bar: Style(attributes: .reverse),
        .activeTab: Style(attributes: [.bold, .underline]),
        .key: Style(attributes: .bold),
        .selected: Style(attributes: .bold),
        .mark: Style(attributes: .bold),
        .handled: Style(attributes: .dim),
        .warning: Style(attributes: .bold),
        .problem: Style(attributes: [.bold, .reverse]),
        .match: Style(attributes: .underline),
        .input: Style(attributes: .underline),
    ])
}
