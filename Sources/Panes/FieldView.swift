import Terminal
import ViewModels

/// A line that is being typed, scrolled so that the cursor is always in view.
enum FieldView {
    static func draw(
        _ label: String,
        _ field: TextField,
        isFocused: Bool = true,
        in rect: Rect,
        on canvas: inout Canvas
    ) {
        let x = canvas.write(label, x: rect.x, y: rect.y, width: rect.width, isFocused ? .key : .dim)
        let room = max(1, rect.maxX - x - 1)
        let before = String(field.text.prefix(field.cursor))
        let start = firstShown(before, room: room)
        let shown = String(field.text.dropFirst(start))
        canvas.fill(Rect(x: x, y: rect.y, width: rect.maxX - x, height: 1), isFocused ? .input : .plain)
        canvas.write(shown, x: x, y: rect.y, width: rect.maxX - x, isFocused ? .input : .plain)
        guard isFocused else { return }
        canvas.frame.cursor = Point(x: x + TextWidth.cells(of: String(before.dropFirst(start))), y: rect.y)
    }

    /// How many characters are scrolled out on the left.
    private static func firstShown(_ before: String, room: Int) -> Int {
        var dropped = 0
        var rest = before[...]
        while TextWidth.cells(of: String(rest)) > room {
            rest.removeFirst()
            dropped += 1
        }
        return dropped
    }
}
