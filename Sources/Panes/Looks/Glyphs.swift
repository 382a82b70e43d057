/// The signs of the workbench, one cell wide each, with stand-ins for terminals without UTF-8.
///
/// None of them is ever painted as an emoji, two cells wide or in colours of its own.
package struct Glyphs: Hashable, Sendable {
    package enum Sign: Hashable, Sendable, CaseIterable {
        case rowEdge, quietRowEdge, marked
        case queued, sending, refused, conflict
        case stage1, stage2, stage3, stage4, stage5, parked, dead
        case allowed, notAllowed
        case viewed, folded, savedHome, search, call, text, email, note, form, taskOpen, taskDone, appointment, system
        case gap, outbound, inbound
        case scrollThumb, rule, heavyRule
        case linkLive, linkFilling, linkOffline, linkRefused
        case sortedUp, sortedDown, more, noteEdge, ellipsis, separator, masked
    }

    /// The corners and edges of a frame.
    package struct Frame: Hashable, Sendable {
        package let topLeft: String
        package let topRight: String
        package let bottomLeft: String
        package let bottomRight: String
        package let horizontal: String
        package let vertical: String
    }

    package let isASCII: Bool

    package static let unicode = Glyphs(isASCII: false)
    package static let ascii = Glyphs(isASCII: true)

    package subscript(_ sign: Sign) -> String { isASCII ? sign.forms.ascii : sign.forms.unicode }

    package var frame: Frame {
        isASCII
            ? Frame(
                topLeft: "+",
                topRight: "+",
                bottomLeft: "+",
                bottomRight: "+",
                horizontal: "-",
                vertical: "|"
            )
            : Frame(
                topLeft: "╭",
                topRight: "╮",
                bottomLeft: "╰",
                bottomRight: "╯",
                horizontal: "─",
                vertical: "│"
            )
    }

    /// A bar for a score of 0 to 100; empty without UTF-8, where the number has to do.
    package func scoreBar(_ score: Int) -> String {
        guard !isASCII else { return "" }
        let steps = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
        return steps[min(max(0, score), 99) * steps.count / 100]
    }
}

extension Glyphs.Sign {
    fileprivate var forms: (unicode: String, ascii: String) {
        switch self {
        case .rowEdge: ("▌", ">")
        case .quietRowEdge: ("▏", "-")
        case .marked: ("■", "*")
        case .queued: ("•", ".")
        case .sending: ("↑", "^")
        case .refused: ("!", "!")
        case .conflict: ("≠", "=")
        case .stage1: ("○", "1")
        case .stage2: ("◔", "2")
        case .stage3: ("◑", "3")
        case .stage4: ("◕", "4")
        case .stage5: ("●", "5")
        case .parked: ("◌", "~")
        case .dead: ("×", "x")
        case .allowed: ("✓", "+")
        case .notAllowed: ("✗", "-")
        case .viewed: ("◇", "v")
        case .folded: ("▸", "+")
        case .savedHome: ("◆", "h")
        case .search: ("⌕", "/")
        case .call: ("✆", "c")
        case .text: ("❝", "t")
        case .email: ("@", "@")
        case .note: ("✎", "n")
        case .form: ("≡", "f")
        case .taskOpen: ("☐", "o")
        case .taskDone: ("✓", "x")
        case .appointment: ("◷", "a")
        case .system: ("⇄", "s")
        case .gap: ("?", "?")
        case .outbound: ("→", ">")
        case .inbound: ("←", "<")
        case .scrollThumb: ("┃", "#")
        case .rule: ("─", "-")
        case .heavyRule: ("━", "=")
        case .linkLive: ("●", "*")
        case .linkFilling: ("◌", "~")
        case .linkOffline: ("○", "o")
        case .linkRefused: ("×", "x")
        case .sortedUp: ("▲", "^")
        case .sortedDown: ("▼", "v")
        case .more: ("▾", "v")
        case .noteEdge: ("▏", "|")
        case .ellipsis: ("…", "~")
        case .separator: ("·", "-")
        case .masked: ("•", "*")
        }
    }
}
