package import Commands
package import Terminal
package import ViewModels

/// The whole screen: a function of state and size.
package enum Screen {
    /// - Parameters:
    ///   - state: what to show.
    ///   - size: of the terminal, in cells.
    ///   - pending: keys that may follow what was pressed.
    ///   - context: looks and clock.
    /// - Returns: the frame, its cursor on the focused row or in the open field.
    package static func render(
        _ state: AppState,
        size: Size,
        pending: [KeyHint] = [],
        context: PaneContext
    ) -> Frame {
        var canvas = Canvas(frame: Frame(size: size), theme: context.theme)
        let layout = ScreenLayout(size: size, preferences: state.layout, focus: state.focus)
        guard layout.kind != .tooSmall else {
            drawTooSmall(&canvas, size)
            return canvas.frame
        }
        HeaderBar.draw(state, in: layout.header, on: &canvas)
        ListPane.draw(state, layout: layout, on: &canvas)
        DetailPane.draw(state, layout: layout, context: context, on: &canvas)
        TimelinePane.draw(state, layout: layout, context: context, on: &canvas)
        FooterBar.draw(state, in: layout.footer, on: &canvas)
        OverlayView.draw(state, pending: pending, size: size, context: context, on: &canvas)
        return canvas.frame
    }

    private static func drawTooSmall(_ canvas: inout Canvas, _ size: Size) {
        let smallest = ScreenLayout.smallest
        let text = "Foyer needs \(smallest.width)×\(smallest.height); this is \(size.width)×\(size.height)."
        canvas.write(text, x: 0, y: 0, width: size.width)
    }
}
