import Terminal
import ViewModels

/// Where overlays dock, so that the lead they change stays in sight.
struct OverlayPlace {
    enum Kind {
        /// Beside or below what the lead's detail says.
        case picker
        /// Over the detail, as high as its fields.
        case form
        /// The lower rows.
        case low
        /// The lower rows, over the whole width.
        case bottom
        /// Over all panes.
        case sheet
    }

    /// What the overlay covers, its frame with it.
    let rect: Rect
    /// The cells inside the frame.
    let content: Rect
    let isBoxed: Bool

    /// As many lines as the overlay wants inside its frame, where they fit.
    init(_ kind: Kind, lines: Int, layout: ScreenLayout, look: Look) {
        // Where no ground can be painted, only a frame tells the overlay from the page.
        isBoxed = layout.isBoxed || (!look.paintsGrounds && layout.size.width >= 60)
        let height = max(1, lines) + (isBoxed ? 2 : 1)
        rect = Self.rect(kind, height: height, layout)
        content =
            isBoxed ? rect.inset(by: 1) : Rect(x: rect.x, y: rect.y + 1, width: rect.width, height: rect.height - 1)
    }

    private static func rect(_ kind: Kind, height: Int, _ layout: ScreenLayout) -> Rect {
        let body = layout.body
        guard kind != .sheet else { return body }
        switch layout.kind {
        case .wide where kind == .bottom: return lower(height: min(height, body.height - 6), body)
        case .wide: return wide(kind, height: height, layout)
        case .stacked:
            let detail = layout.panes[.detail]?.y ?? body.y
            let floor = kind == .form ? detail : detail + 3
            return lower(height: min(height, body.maxY - floor), body)
        // Title, column titles and the lead's own row stay.
        case .single, .tooSmall: return lower(height: min(height, body.height - 2), body)
        }
    }

    private static func wide(_ kind: Kind, height: Int, _ layout: ScreenLayout) -> Rect {
        let body = layout.body
        guard let detail = layout.panes[.detail], let timeline = layout.panes[.timeline] else { return body }
        switch kind {
        case .picker:
            return timeline
        case .form:
            return Rect(x: detail.x, y: detail.y, width: detail.width, height: min(height, body.height))
        case .low:
            let high = min(height, body.height)
            return Rect(x: detail.x, y: body.maxY - high, width: detail.width, height: high)
        case .bottom, .sheet: return body
        }
    }

    private static func lower(height: Int, _ body: Rect) -> Rect {
        let height = max(0, min(height, body.height))
        return Rect(x: body.x, y: body.maxY - height, width: body.width, height: height)
    }
}
