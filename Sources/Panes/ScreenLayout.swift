package import Terminal
package import ViewModels

/// Where each pane stands, for a size and what the person asked for.
package struct ScreenLayout: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// List beside detail and timeline.
        case wide
        /// Three panes on top of each other.
        case stacked
        /// Only the focused pane.
        case single
        /// Too small to be of use.
        case tooSmall
    }

    package static let smallest = Size(width: 40, height: 10)

    package let kind: Kind
    package let size: Size
    package let header: Rect
    package let footer: Rect
    package private(set) var panes: [Pane: Rect] = [:]
    /// The panel of triage, under the panes; `nil` outside it.
    package private(set) var panel: Rect?
    /// The lines of the tour, above the footer; `nil` outside it and where lines are few.
    package let tour: Rect?

    /// Boxes cost two columns, which only a wide screen has to spare.
    package var isBoxed: Bool { kind == .wide }

    package init(size: Size, preferences: LayoutPreferences, focus: Pane) {
        self.size = size
        header = Rect(x: 0, y: 0, width: size.width, height: 1)
        footer = Rect(x: 0, y: size.height - 1, width: size.width, height: 1)
        let lines = preferences.hasTour && size.height >= 16 ? (size.width >= 80 ? 2 : 3) : 0
        tour = lines > 0 ? Rect(x: 0, y: footer.y - lines, width: size.width, height: lines) : nil
        kind = Self.kind(size: Size(width: size.width, height: size.height - lines), preferences: preferences)
        let body = Rect(x: 0, y: 1, width: size.width, height: size.height - 2 - lines)
        if let panelLines = preferences.triagePanel, kind != .tooSmall {
            (panes, panel) = Self.triage(body, kind, lines: panelLines, focus: focus)
            return
        }
        switch kind {
        case .wide: panes = Self.wide(body, steps: preferences.listSteps)
        case .stacked: panes = Self.stacked(body, steps: preferences.listSteps)
        case .single: panes = [focus: body]
        case .tooSmall: panes = [:]
        }
    }

    /// A narrow list, a wide lead, and the outcomes below; where it is small, the lead and the outcomes alone.
    private static func triage(
        _ body: Rect,
        _ kind: Kind,
        lines: Int,
        focus: Pane
    ) -> (panes: [Pane: Rect], panel: Rect) {
        let frame = kind == .wide ? 2 : 1
        let height = min(lines + frame, max(frame + 1, body.height / 2 - (kind == .single ? 0 : 1)))
        let panel = Rect(x: body.x, y: body.maxY - height, width: body.width, height: height)
        let rest = Rect(x: body.x, y: body.y, width: body.width, height: body.height - height)
        switch kind {
        case .wide:
            let listWidth = min(body.width >= 156 ? 66 : 42, body.width / 2)
            let detailHeight = min(16, rest.height * 3 / 5)
            let right = Rect(x: rest.x + listWidth, y: rest.y, width: rest.width - listWidth, height: detailHeight)
            let below = Rect(x: right.x, y: right.maxY, width: right.width, height: rest.height - detailHeight)
            let list = Rect(x: rest.x, y: rest.y, width: listWidth, height: rest.height)
            return ([.list: list, .detail: right, .timeline: below], panel)
        case .stacked, .single, .tooSmall: return ([focus == .timeline ? .timeline : .detail: rest], panel)
        }
    }

    private static func kind(size: Size, preferences: LayoutPreferences) -> Kind {
        if size.width < smallest.width || size.height < smallest.height { return .tooSmall }
        if preferences.isZoomed || preferences.hidesPreview || size.width < 80 || size.height < 18 { return .single }
        return size.width >= 120 && !preferences.prefersStacked ? .wide : .stacked
    }

    /// The list is as wide as its columns up to the last touch, or up to the owner; the rest is read, so it gets more.
    private static func wide(_ body: Rect, steps: Int) -> [Pane: Rect] {
        let usual = body.width >= 156 ? 98 : 66
        let listWidth = max(44, min(body.width - 42, usual + steps * 4))
        // A height of its own for each lead would move the timeline with every step.
        let detailHeight = min(19, body.height / 2)
        let rightX = body.x + listWidth
        let rightWidth = body.width - listWidth
        return [
            .list: Rect(x: body.x, y: body.y, width: listWidth, height: body.height),
            .detail: Rect(x: rightX, y: body.y, width: rightWidth, height: detailHeight),
            .timeline: Rect(
                x: rightX,
                y: body.y + detailHeight,
                width: rightWidth,
                height: body.height - detailHeight
            ),
        ]
    }

    /// What a taller screen has more goes to the list up to half, then to the timeline.
    private static func stacked(_ body: Rect, steps: Int) -> [Pane: Rect] {
        let detailHeight = body.height >= 20 ? 8 : 6
        let wanted = min(max(9, body.height - 13), max(9, body.height / 2))
        let listHeight = max(5, min(wanted + steps, body.height - detailHeight - 4))
        let timelineY = body.y + listHeight + detailHeight
        return [
            .list: Rect(x: body.x, y: body.y, width: body.width, height: listHeight),
            .detail: Rect(x: body.x, y: body.y + listHeight, width: body.width, height: detailHeight),
            .timeline: Rect(x: body.x, y: timelineY, width: body.width, height: body.maxY - timelineY),
        ]
    }

    /// The same with lines that the timeline has no use for given to a detail that is cut, where they are on top of each
    /// other; the lines of both are as they would be in full.
    package func sharing(detail: Int, timeline: Int) -> ScreenLayout {
        guard kind == .stacked, panel == nil, let upper = panes[.detail], let lower = panes[.timeline] else {
            return self
        }
        let missing = detail - content(of: .detail).height
        let spare = content(of: .timeline).height - max(1, timeline)
        let lines = min(missing, spare)
        guard lines > 0 else { return self }
        var layout = self
        layout.panes[.detail] = Rect(x: upper.x, y: upper.y, width: upper.width, height: upper.height + lines)
        layout.panes[.timeline] = Rect(
            x: lower.x,
            y: lower.y + lines,
            width: lower.width,
            height: lower.height - lines
        )
        return layout
    }

    /// Lines of a pane's content; `nil` when it is not on the screen.
    package func lines(of pane: Pane) -> Int? { panes[pane].map { _ in content(of: pane).height } }

    /// The cells inside a pane's frame: below its title, and within its box when it has one; in the list below the
    /// titles of the columns.
    package func content(of pane: Pane) -> Rect {
        let inner = inner(of: pane)
        guard pane == .list, inner.height > 0 else { return inner }
        return Rect(x: inner.x, y: inner.y + 1, width: inner.width, height: inner.height - 1)
    }

    /// The line with the titles of the list's columns.
    var columnTitles: Rect {
        let inner = inner(of: .list)
        return Rect(x: inner.x, y: inner.y, width: inner.width, height: min(1, inner.height))
    }

    /// The rows between header and footer.
    var body: Rect { Rect(x: 0, y: header.maxY, width: size.width, height: (tour?.y ?? footer.y) - header.maxY) }

    private func inner(of pane: Pane) -> Rect {
        guard let rect = panes[pane] else { return Rect(x: 0, y: 0, width: 0, height: 0) }
        if isBoxed { return rect.inset(by: 1) }
        return Rect(x: rect.x, y: rect.y + 1, width: rect.width, height: rect.height - 1)
    }
}
