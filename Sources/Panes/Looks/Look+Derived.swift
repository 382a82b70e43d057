/// How far a wait is against its target.
package enum WaitBand: Hashable, Sendable {
    case inTime
    /// Up to three times the target.
    case late
    case breached

    package init(_ wait: Duration, target: Duration) {
        self = wait <= target ? .inTime : wait <= target * 3 ? .late : .breached
    }

    /// Always drawn bold.
    package var role: TextRole {
        switch self {
        case .inTime: .ok
        case .late: .caution
        case .breached: .danger
        }
    }

    /// What stands before the time, so that no colour is needed to see it.
    package var sign: String { self == .breached ? "!" : "" }
}

/// How a score is shown.
package enum ScoreBand: Hashable, Sendable {
    case cold, warm
    /// From 80; drawn bold.
    case hot

    package init(_ score: Int) { self = score < 40 ? .cold : score < 80 ? .warm : .hot }

    package var role: TextRole {
        switch self {
        case .cold: .muted
        case .warm: .text
        case .hot: .heat
        }
    }

    package var isBold: Bool { self == .hot }
}

/// Where a stage stands in the pipeline, which gives it its hue and its sign; renaming it changes neither.
package enum PipelinePlace: Hashable, Sendable {
    /// 1 for the first live stage to 5 for the last.
    case live(Int)
    case parked, dead

    /// - Parameters:
    ///   - position: the place among the live stages, from 0.
    ///   - count: how many live stages there are; the first has the first hue, the last the last one, and the others are
    ///     spread between them.
    package init(position: Int, of count: Int) {
        let position = min(max(0, position), max(0, count - 1))
        self = .live(count > 1 ? 1 + (position * 8 + count - 1) / (2 * (count - 1)) : 1)
    }

    package var role: TextRole {
        switch self {
        case .live(let step): [TextRole.stage1, .stage2, .stage3, .stage4, .stage5][min(max(1, step), 5) - 1]
        case .parked, .dead: .muted
        }
    }

    package var sign: Glyphs.Sign {
        switch self {
        case .live(let step): [Glyphs.Sign.stage1, .stage2, .stage3, .stage4, .stage5][min(max(1, step), 5) - 1]
        case .parked: .parked
        case .dead: .dead
        }
    }
}
