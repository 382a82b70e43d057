/// What a colour of a theme is for; the raw values are the words of theme files.
package enum ColorRole: String, Hashable, Sendable, CaseIterable {
    // Grounds.
    case ground, bar, raised, field
    case selection
    case quietSelection = "quiet-selection"
    case tagGround = "tag-ground"
    /// When a theme has it, everything on the selected row of the pane with the focus has this one colour.
    case onSelection = "on-selection"
    // Ranks of text.
    case text, strong, muted
    case tagText = "tag-text"
    // Meanings.
    case accent, ok, caution, danger, heat, mark
    case stage1 = "stage-1"
    case stage2 = "stage-2"
    case stage3 = "stage-3"
    case stage4 = "stage-4"
    case stage5 = "stage-5"
    // Never words.
    case faint, border, focus
    // Words on filled chips.
    case onAccent = "on-accent"
    case onDanger = "on-danger"
}

/// What a pane paints on.
package enum Ground: Int, Hashable, Sendable, CaseIterable {
    case page, bar
    /// An overlay.
    case raised
    /// Where something is typed.
    case field
    /// The selected row of the pane that has the focus, and of one that has not.
    case selection, quietSelection
    /// A tag of a lead. Where grounds cannot be painted it stands between ``Look/tagBrackets``.
    case tag
    /// Filled chips: the active tab, the title of what has the focus; a dangerous title; triage.
    case accentChip, dangerChip, markChip
}

/// What a piece of text means; a ``Look`` knows how to show that on each ground.
package enum TextRole: Int, Hashable, Sendable, CaseIterable {
    case text
    /// What decides: bold.
    case strong
    /// Labels.
    case muted
    case accent
    /// A key that can be pressed.
    case key
    case ok, caution, danger, heat, mark
    /// Places in the pipeline, from the first live stage to the last.
    case stage1, stage2, stage3, stage4, stage5
    /// Rules and placeholders, never words.
    case faint
    case border, focus
}
