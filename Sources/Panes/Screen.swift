package import Commands
package import Terminal
package import ViewModels

/// The whole screen: a function of state and size.
package enum Screen {
    /// - Parameters:
    ///   - state: what to show.
    ///   - layout: where the panes stand; made once for each frame.
    ///   - pending: keys that may follow what was pressed.
    ///   - context: looks and clock.
    ///   - memory: of the frames before, to draw this one sooner.
    /// - Returns: the frame, its cursor on the focused row or in the open field, and what was drawn where.
    package static func render(
        _ state: AppState,
        layout: ScreenLayout,
        pending: [KeyHint] = [],
        context: PaneContext,
        memory: inout ScreenMemory
    ) -> Rendering {
        let state = state.masked
        var canvas = Canvas(size: layout.size, look: context.look)
        guard layout.kind != .tooSmall else {
            drawTooSmall(&canvas, layout.size)
            return Rendering(frame: canvas.frame, layout: layout, hits: canvas.hits)
        }
        if let session = state.triage {
            TriageHeader.draw(session, state, in: layout.header, on: &canvas)
        } else {
            HeaderBar.draw(state, in: layout.header, &memory.header, on: &canvas)
        }
        for pane in Pane.allCases { if let rect = layout.panes[pane] { canvas.mark(rect, as: .pane(pane)) } }
        ListPane.draw(state, layout: layout, &memory.rows, on: &canvas)
        DetailPane.draw(state, layout: layout, context: context, &memory, on: &canvas)
        TimelinePane.draw(state, layout: layout, context: context, &memory, on: &canvas)
        TriagePanel.draw(state, layout: layout, on: &canvas)
        OverlayView.draw(state, pending: pending, layout: layout, context: context, on: &canvas)
        TourPanel.draw(state, layout: layout, on: &canvas)
        FooterBar.draw(state, pending: pending, in: layout.footer, context: context, on: &canvas)
        return Rendering(frame: canvas.frame, layout: layout, hits: canvas.hits)
    }

    /// Where the panes stand for what they have to show.
    ///
    /// - Parameters:
    ///   - state: what to show.
    ///   - size: of the terminal, in cells.
    ///   - context: looks and clock.
    ///   - memory: of the frames before, to measure sooner.
    /// - Returns: the layout for the viewport and the frame.
    package static func layout(
        _ state: AppState,
        size: Size,
        context: PaneContext,
        memory: inout ScreenMemory
    ) -> ScreenLayout {
        let layout = ScreenLayout(size: size, preferences: state.layout, focus: state.focus)
        // What is still being read may need the lines in a moment.
        guard layout.kind == .stacked, case .loaded = state.timeline.content else { return layout }
        let state = state.masked
        let content = layout.content(of: .timeline)
        return layout.sharing(
            detail: DetailPane.extent(state, layout: layout, context: context, &memory).total,
            timeline: TimelinePane.height(state, in: content, context: context, &memory)
        )
    }

    /// How much room everything that scrolls has in this layout.
    package static func viewport(
        _ state: AppState,
        layout: ScreenLayout,
        context: PaneContext,
        memory: inout ScreenMemory
    ) -> Viewport {
        let state = state.masked
        return Viewport(
            list: layout.lines(of: .list),
            detail: layout.panes[.detail].map { _ in
                DetailPane.extent(state, layout: layout, context: context, &memory)
            },
            timeline: layout.panes[.timeline].map { _ in
                TimelinePane.scroll(state, in: layout.content(of: .timeline), context: context, &memory)
            },
            overlay: layout.kind == .tooSmall ? nil : OverlayView.extent(state, layout: layout, context: context),
            overlayText: layout.kind == .tooSmall
                ? nil : OverlayView.textExtent(state, layout: layout, context: context)
        )
    }

    /// The same without a memory.
    package static func render(
        _ state: AppState,
        layout: ScreenLayout,
        pending: [KeyHint] = [],
        context: PaneContext
    ) -> Rendering {
        var memory = ScreenMemory()
        return render(state, layout: layout, pending: pending, context: context, memory: &memory)
    }

    /// The same without a memory.
    package static func viewport(_ state: AppState, layout: ScreenLayout, context: PaneContext) -> Viewport {
        var memory = ScreenMemory()
        return viewport(state, layout: layout, context: context, memory: &memory)
    }

    /// The same without a memory.
    package static func layout(_ state: AppState, size: Size, context: PaneContext) -> ScreenLayout {
        var memory = ScreenMemory()
        return layout(state, size: size, context: context, memory: &memory)
    }

    private static func drawTooSmall(_ canvas: inout Canvas, _ size: Size) {
        let smallest = ScreenLayout.smallest
        let text = "Foyer needs \(smallest.width)×\(smallest.height); this is \(size.width)×\(size.height)."
        canvas.write(text, x: 0, y: 0, width: size.width)
    }
}

/// A frame, and what was drawn where, so that nobody has to work it out a second time.
package struct Rendering: Sendable {
    package let frame: Frame
    package let layout: ScreenLayout
    /// In the order of drawing: the last area that holds a cell is what is seen there.
    package let hits: [Hit]

    package init(frame: Frame, layout: ScreenLayout, hits: [Hit] = []) {
        self.frame = frame
        self.layout = layout
        self.hits = hits
    }

    /// What a cell belongs to; `nil` where nothing answers.
    package func target(at point: Point) -> Hit.Target? {
        hits.last { $0.area.contains(point) }?.target
    }
}

/// An area of the frame and what it shows.
package struct Hit: Hashable, Sendable {
    package var area: Rect
    package var target: Target

    package enum Target: Hashable, Sendable {
        case pane(Pane)
        /// A position in the rows of the list.
        case row(Int)
        case queue(Int)
        /// The overlay, outside its items.
        case overlay
        /// A position among the items of the overlay.
        case item(Int)
    }
}

extension Rect {
    fileprivate func contains(_ point: Point) -> Bool {
        (x..<maxX).contains(point.x) && (y..<maxY).contains(point.y)
    }
}
