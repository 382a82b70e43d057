package import Terminal

/// A frame as a picture: an SVG of its text and its grounds, for pages that people read before they try the program.
package struct SVGPicture {
    private let frame: Frame
    private let background: RGB
    private let foreground: RGB

    private static let cell = (width: 9, height: 19)
    private static let margin = 12

    /// - Parameters:
    ///   - frame: painted in exact colours.
    ///   - background: what stands for the terminal's own ground.
    ///   - foreground: what stands for its own text.
    package init(_ frame: Frame, background: RGB, foreground: RGB) {
        self.frame = frame
        self.background = background
        self.foreground = foreground
    }

    package var text: String {
        let width = frame.size.width * Self.cell.width + 2 * Self.margin
        let height = frame.size.height * Self.cell.height + 2 * Self.margin
        let head = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)">
            <style>text{font:15px "DejaVu Sans Mono","Menlo","Consolas",monospace;white-space:pre}</style>
            <rect width="\(width)" height="\(height)" rx="8" fill="\(Self.hex(background))"/>

            """
        return head + (0..<frame.size.height).map(row).joined() + "</svg>\n"
    }

    private struct Run {
        var x: Int
        var cells: Int
        var text: String
        var style: Style
    }

    private func row(_ y: Int) -> String {
        let runs = runs(y)
        let grounds = runs.compactMap { run -> String? in
            let (_, ground) = colors(of: run.style)
            guard ground != background else { return nil }
            return "<rect x=\"\(x(run.x))\" y=\"\(top(y))\" width=\"\(run.cells * Self.cell.width)\" "
                + "height=\"\(Self.cell.height)\" fill=\"\(Self.hex(ground))\"/>\n"
        }
        let words = runs.compactMap { run -> String? in
            guard run.text.contains(where: { $0 != " " }) else { return nil }
            let (ink, _) = colors(of: run.style)
            let bold = run.style.attributes.contains(.bold) ? " font-weight=\"bold\"" : ""
            let italic = run.style.attributes.contains(.italic) ? " font-style=\"italic\"" : ""
            let line = run.style.attributes.contains(.underline) ? " text-decoration=\"underline\"" : ""
            return
                "<text xml:space=\"preserve\" x=\"\(x(run.x))\" y=\"\(top(y) + 14)\" textLength=\"\(run.cells * Self.cell.width)\" "
                + "fill=\"\(Self.hex(ink))\"\(bold)\(italic)\(line)>\(Self.escaped(run.text))</text>\n"
        }
        return (grounds + words).joined()
    }

    /// Cells of one style beside each other; a wide glyph is a run of its own, as fonts differ about its width.
    private func runs(_ y: Int) -> [Run] {
        var runs: [Run] = []
        for x in 0..<frame.size.width {
            let cell = frame[x, y]
            if cell.isSecondHalf, let last = runs.indices.last {
                runs[last].cells += 1
                continue
            }
            let isWide = x + 1 < frame.size.width && frame[x + 1, y].isSecondHalf
            if let last = runs.last, last.style == cell.style, last.x + last.cells == x, !isWide,
                last.cells == last.text.count
            {
                runs[runs.count - 1].text += cell.text
                runs[runs.count - 1].cells += 1
            } else {
                runs.append(Run(x: x, cells: 1, text: cell.text, style: cell.style))
            }
        }
        return runs
    }

    private func colors(of style: Style) -> (ink: RGB, ground: RGB) {
        let ink = exact(style.foreground) ?? foreground
        let ground = exact(style.background) ?? background
        return style.attributes.contains(.reverse) ? (ground, ink) : (ink, ground)
    }

    private func exact(_ color: Color) -> RGB? {
        if case .rgb(let rgb) = color { rgb } else { nil }
    }

    private func x(_ column: Int) -> Int { Self.margin + column * Self.cell.width }
    private func top(_ row: Int) -> Int { Self.margin + row * Self.cell.height }

    private static func hex(_ color: RGB) -> String {
        let digits = String(color.packed, radix: 16)
        return "#" + String(repeating: "0", count: 6 - digits.count) + digits
    }

    private static func escaped(_ text: String) -> String {
        text.map { character in
            switch character {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            default: String(character)
            }
        }.joined()
    }
}
