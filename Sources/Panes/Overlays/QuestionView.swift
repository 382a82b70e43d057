import Terminal
import ViewModels

/// A question whose answer cannot be taken back.
enum QuestionView {
    static func draw(_ confirmation: Confirmation, size: Size, on canvas: inout Canvas) {
        let wording = Wording.question(confirmation.question)
        let width = min(size.width, 72)
        let early = Wording.earlyKeys(confirmation.ignoredKeys)
        let detail = ([wording.detail] + early).flatMap { TextWrap.lines($0, width: width - 4) }
        let inner = OverlayView.box("Sure?", width: width, height: detail.count + 5, size: size, on: &canvas)
        canvas.write(wording.text, x: inner.x + 1, y: inner.y, width: inner.width - 2, .warning)
        for (line, text) in detail.enumerated() {
            canvas.write(text, x: inner.x + 1, y: inner.y + 1 + line, width: inner.width - 2)
        }
        let y = inner.maxY - 1
        let x = canvas.write("y yes   n no (Enter is no) ", x: inner.x + 1, y: y, width: inner.width - 2, .key)
        canvas.frame.cursor = Point(x: x, y: y)
    }
}
