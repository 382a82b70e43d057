import Terminal
import ViewModels

/// A list to choose from, with accelerators or a filter line.
enum PickerView {
    static func draw(_ picker: Picker, size: Size, on canvas: inout Canvas) {
        let matches = picker.matches
        let lines = max(picker.items.count, 1)
        let height = min(lines + 3, max(5, size.height - 4))
        let inner = OverlayView.box(title(picker), width: 60, height: height, size: size, on: &canvas)
        if let filter = picker.filter {
            let place = Rect(x: inner.x + 1, y: inner.y, width: inner.width - 2, height: 1)
            FieldView.draw("> ", filter, in: place, on: &canvas)
        } else {
            canvas.write("press a letter, / to search", x: inner.x + 1, y: inner.y, width: inner.width - 2, .dim)
        }
        let room = inner.height - 1
        let top = max(0, min(picker.cursor - room / 2, matches.count - room))
        if matches.isEmpty {
            canvas.write("nothing matches", x: inner.x + 1, y: inner.y + 1, width: inner.width - 2, .dim)
        }
        for (line, item) in matches.dropFirst(top).prefix(room).enumerated() {
            let place = Rect(x: inner.x, y: inner.y + 1 + line, width: inner.width, height: 1)
            let isSelected = top + line == picker.cursor
            draw(item, isSelected: isSelected, showsLetter: picker.filter == nil, in: place, on: &canvas)
            if isSelected, picker.filter == nil { canvas.frame.cursor = Point(x: place.x, y: place.y) }
        }
    }

    private static func title(_ picker: Picker) -> String {
        switch picker.purpose {
        case .stage: "Stage"
        case .tags: "Tags: Enter adds or removes"
        case .assignee: "Assign to"
        case .callOutcome: "Call: how did it end?"
        case .sort: "Sort by"
        case .palette: "Verbs"
        }
    }

    private static func draw(
        _ item: Picker.Item,
        isSelected: Bool,
        showsLetter: Bool,
        in rect: Rect,
        on canvas: inout Canvas
    ) {
        var x = canvas.write(isSelected ? "▸" : " ", x: rect.x, y: rect.y, width: 1, .mark)
        if showsLetter {
            x = canvas.write(" \(item.accelerator.map(String.init) ?? " ")", x: x, y: rect.y, width: 2, .key)
        }
        let mark = item.isCurrent ? "✓" : " "
        let detailWidth = min(TextWidth.cells(of: item.detail), rect.width / 2)
        let room = rect.maxX - x - detailWidth - 2
        canvas.write(" \(mark) \(item.label)", x: x, y: rect.y, width: room, isSelected ? .selected : .plain)
        canvas.write(item.detail, x: rect.maxX - detailWidth - 1, y: rect.y, width: detailWidth, .dim)
    }
}
