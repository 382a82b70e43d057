import Terminal
import ViewModels

/// A list to choose from, with accelerators or a filter line.
enum PickerView {
    private static let width = 60

    static func draw(_ picker: Picker, size: Size, on canvas: inout Canvas) {
        let matches = picker.matches
        let inner = OverlayView.box(title(picker), width: width, height: height(picker, size), size: size, on: &canvas)
        if let filter = picker.filter {
            let place = Rect(x: inner.x + 1, y: inner.y, width: inner.width - 2, height: 1)
            FieldView.draw("> ", filter, in: place, on: &canvas)
        } else {
            canvas.write("press a letter, / to search", x: inner.x + 1, y: inner.y, width: inner.width - 2, .dim)
        }
        if matches.isEmpty {
            canvas.write("nothing matches", x: inner.x + 1, y: inner.y + 1, width: inner.width - 2, .dim)
        }
        for (line, item) in matches.enumerated().dropFirst(picker.cursor.top).prefix(inner.height - 1) {
            let row = line - picker.cursor.top
            let place = Rect(x: inner.x, y: inner.y + 1 + row, width: inner.width, height: 1)
            let isSelected = line == picker.cursor.position
            draw(item, isSelected: isSelected, showsLetter: picker.filter == nil, in: place, on: &canvas)
            canvas.mark(place, as: .item(line))
            if isSelected, picker.filter == nil { canvas.frame.cursor = Point(x: place.x, y: place.y) }
        }
    }

    static func extent(_ picker: Picker, size: Size) -> Viewport.Extent {
        let inner = OverlayView.place(width: width, height: height(picker, size), size: size).inset(by: 1)
        return Viewport.Extent(visible: max(1, inner.height - 1), total: picker.matches.count)
    }

    private static func height(_ picker: Picker, _ size: Size) -> Int {
        min(max(picker.items.count, 1) + 3, max(5, size.height - 4))
    }

    private static func title(_ picker: Picker) -> String {
        let lead = picker.leadName.map { " · \($0)" } ?? ""
        return switch picker.purpose {
        case .stage: "Stage\(lead)"
        case .tags: picker.isRemoving ? "Take a tag off\(lead)" : "Add a tag\(lead)"
        case .assignee: "Assign\(lead)"
        case .callOutcome: "Call\(lead): how did it end?"
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
        let label = TextWidth.clip(" \(mark) \(item.label)", to: room)
        canvas.write(label, x: x, y: rect.y, width: room, isSelected ? .selected : .plain)
        canvas.write(item.detail, x: rect.maxX - detailWidth - 1, y: rect.y, width: detailWidth, .dim)
    }
}
