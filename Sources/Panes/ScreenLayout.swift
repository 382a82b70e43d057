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

    /// Boxes cost two columns, which only a wide screen has to spare.
    package var isBoxed: Bool { kind == .wide }

    package init(size: Size, preferences: LayoutPreferences, focus: Pane) {
        self.size = size
        header = Rect(x: 0, y: 0, width: size.width, height: 1)
        footer = Rect(x: 0, y: size.height - 1, width: size.width, height: 1)
        kind = Self.kind(size: size, preferences: preferences)
        let body = Rect(x: 0, y: 1, width: size.width, height: size.height - 2)
        switch kind {
        case .wide: panes = Self.wide(body)
        case .stacked: panes = Self.stacked(body)
        case .single: panes = [focus: body]
        case .tooSmall: panes = [:]
        }
    }

    private static func kind(size: Size, preferences: LayoutPreferences) -> Kind {
        if size.width < smallest.width || size.height < smallest.height { return .tooSmall }
        if preferences.isZoomed || preferences.hidesPreview || size.width < 80 || size.height < 18 { return .single }
        return size.width >= 120 ? .wide : .stacked
    }

    private static func wide(_ body: Rect) -> [Pane: Rect] {
        let listWidth = body.width * 48 / 100
        let detailHeight = min(11, body.height / 2)
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

    private static func stacked(_ body: Rect) -> [Pane: Rect] {
        let detailHeight = 7
        let listHeight = (body.height - detailHeight) * 60 / 100
        let timelineY = body.y + listHeight + detailHeight
        return [
            .list: Rect(x: body.x, y: body.y, width: body.width, height: listHeight),
            .detail: Rect(x: body.x, y: body.y + listHeight, width: body.width, height: detailHeight),
            .timeline: Rect(x: body.x, y: timelineY, width: body.width, height: body.maxY - timelineY),
        ]
    }

    /// Lines of a pane's content; `nil` when it is not on the screen.
    package func lines(of pane: Pane) -> Int? { panes[pane].map { _ in content(of: pane).height } }

    /// The cells inside a pane's frame: below its title, and within its box when it has one.
    package func content(of pane: Pane) -> Rect {
        guard let rect = panes[pane] else { return Rect(x: 0, y: 0, width: 0, height: 0) }
        if isBoxed { return rect.inset(by: 1) }
        return Rect(x: rect.x, y: rect.y + 1, width: rect.width, height: rect.height - 1)
    }
}
