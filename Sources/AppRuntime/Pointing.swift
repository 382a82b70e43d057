import Commands
import FoundationEssentials
import Leads
import Panes
import Terminal
import ViewModels

/// What a mouse event asks for, on the frame that the person saw when they pointed.
///
/// A click answers no question and fills no form: it goes where keys go too, and waits in the same line with them.
struct Pointing {
    private let rendering: Rendering
    /// The rows of that frame; the ones in the state may be others by now.
    private let rows: any LeadRows
    private let overlay: Overlay?

    init(on rendering: Rendering, rows: any LeadRows, overlay: Overlay?) {
        self.rendering = rendering
        self.rows = rows
        self.overlay = overlay
    }

    /// Lines of a turn of the wheel, as most programs have it.
    private static let wheel = 3

    func items(for event: MouseEvent) -> [HeldInput.Item] {
        switch event.kind {
        case .press: press(at: event.position)
        case .scrollUp: scroll(-Self.wheel, at: event.position)
        case .scrollDown: scroll(Self.wheel, at: event.position)
        case .release: []
        }
    }

    private func press(at point: Point) -> [HeldInput.Item] {
        switch (overlay, rendering.target(at: point)) {
        case (nil, .queue(let queue)?): [.line("queue-\(queue + 1)")]
        case (nil, .row(let row)?) where row < rows.count:
            [.action(.navigate(.select(rows.id(at: row))), needsRows: true)]
        case (nil, .pane(let pane)?): [.action(.navigate(.focus(pane)), needsRows: false)]
        case (let overlay?, .item(let item)?): choose(item, in: overlay)
        case (nil, .row?), (nil, .overlay?), (nil, .item?), (nil, nil), (.some, _): []
        }
    }

    /// The first click puts the cursor there, one on the row of the cursor is Enter.
    private func choose(_ item: Int, in overlay: Overlay) -> [HeldInput.Item] {
        guard let (action, position) = moving(.line(item), in: overlay) else { return [] }
        return position == item ? [.key(KeyPress(.enter))] : [.action(.overlay(action), needsRows: false)]
    }

    private func scroll(_ lines: Int, at point: Point) -> [HeldInput.Item] {
        if let overlay {
            return moving(.lines(lines), in: overlay).map { [.action(.overlay($0.action), needsRows: false)] } ?? []
        }
        let pane: Pane? =
            switch rendering.target(at: point) {
            case .pane(let pane): pane
            case .row: .list
            case .queue, .overlay, .item, nil: nil
            }
        return pane.map { [.action(.navigate(.scroll($0, .lines(lines))), needsRows: $0 == .list)] } ?? []
    }

    /// Moving the cursor of an overlay, and where it is; `nil` for one without rows.
    private func moving(_ motion: Motion, in overlay: Overlay) -> (action: OverlayAction, position: Int)? {
        switch overlay {
        case .picker(let picker): (.picker(.move(motion)), picker.cursor.position)
        case .palette(let palette): (.palette(.move(motion)), palette.cursor.position)
        case .help(let sheet): (.help(.scroll(motion)), sheet.cursor.position)
        case .outbox(let sheet): (.outbox(.move(motion)), sheet.cursor.position)
        case .agenda(let sheet): (.agenda(.move(motion)), sheet.cursor.position)
        case .bulk(let sheet): (.bulk(.move(motion)), sheet.cursor.position)
        case .filter, .form, .question, .dates, .report, .summary: nil
        }
    }
}

extension Program {
    /// A click or a turn of the wheel, on the frame that is on the screen.
    func point(_ event: MouseEvent) {
        guard let rendering else { return }
        if event.kind != .release { lastKeyAt = clock.now() }
        let pointing = Pointing(on: rendering, rows: paintedRows, overlay: state.overlay)
        for item in pointing.items(for: event) { take(item) }
    }
}
