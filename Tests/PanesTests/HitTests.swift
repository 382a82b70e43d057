import Leads
import Terminal
import Testing
import ViewModels

@testable import Panes

@Suite("What a cell of the screen belongs to")
struct HitTests {
    private func opened(_ actions: Action..., in start: AppState = Scenes.book) -> AppState {
        var state = start
        for action in actions { _ = AppReducer.reduce(&state, action) }
        return state
    }

    /// Where a text stands.
    private func place(of text: String, in rendering: Rendering) -> Point? {
        for (y, line) in rendering.frame.lines.enumerated() {
            guard let range = line.firstRange(of: text) else { continue }
            return Point(x: TextWidth.cells(of: String(line[..<range.lowerBound])), y: y)
        }
        return nil
    }

    private func target(of text: String, in rendering: Rendering) throws -> Hit.Target? {
        rendering.target(at: try #require(place(of: text, in: rendering), "\(text) is not on the screen"))
    }

    @Test("each tab of the header is its queue, over all of its cells and no others", arguments: [160, 120, 80])
    func tabs(width: Int) {
        let rendering = Scenes.rendering(Scenes.book, width: width, height: 24)
        let header = rendering.frame.lines[0]
        var seen: [Int] = []
        for x in 0..<width {
            guard case .queue(let queue) = rendering.target(at: Point(x: x, y: 0)) else { continue }
            if seen.last != queue {
                #expect(String(header.dropFirst(x)).drop { $0 == " " }.hasPrefix("\(queue + 1)"), "at \(x)")
                seen.append(queue)
            }
        }
        #expect(seen == Array(0..<9))
        #expect(rendering.target(at: Point(x: 0, y: 0)) == nil)
        #expect(rendering.target(at: Point(x: width - 1, y: 0)) == nil)
    }

    @Test("each row of the list is its lead, also when the list has scrolled", arguments: GoldenTests.sizes)
    func rows(width: Int, height: Int) throws {
        let state = Scenes.crowd(at: 31)
        let rendering = Scenes.rendering(state, width: width, height: height)
        let content = rendering.layout.content(of: .list)
        var seen = 0
        for y in content.y..<content.maxY {
            let row = String(rendering.frame.lines[y].prefix(content.maxX))
            guard let name = row.split(separator: " ").first(where: { $0.hasPrefix("No") }),
                let position = Int(name.dropFirst(2))
            else { continue }
            for x in [content.x, content.x + 20, content.maxX - 1] {
                #expect(rendering.target(at: Point(x: x, y: y)) == .row(position))
            }
            seen += 1
        }
        #expect(seen == rendering.layout.lines(of: .list))
    }

    @Test(
        "each item of a picker is itself, and the rest of the overlay nothing to choose",
        arguments: GoldenTests.sizes
    )
    func items(width: Int, height: Int) throws {
        let rendering = Scenes.rendering(opened(.open(.stages)), width: width, height: height)

        for (item, name) in ["n  ○ New Lead", "c  ◔ Contacted", "q  ◕ Qualified", "u  ● Under Contract"].enumerated() {
            #expect(try target(of: name, in: rendering) == .item(item))
        }
        #expect(try target(of: "Stage of Jane Smith", in: rendering) == .overlay)
        #expect(try target(of: "press a letter", in: rendering) == .overlay)
    }

    @Test(
        "all lines of a change in the outbox's list are that change, and its text is not",
        arguments: [(120, 40), (80, 24)]
    )
    func changes(width: Int, height: Int) throws {
        let state = opened(.happened(.outboxChanged(Scenes.entries)), .open(.outbox))
        let rendering = Scenes.rendering(state, width: width, height: height)

        #expect(try target(of: "Jane Smith", in: rendering) == .item(0))
        #expect(try target(of: "stage New Lead → Contacted", in: rendering) == .item(0))
        #expect(try target(of: "tag +vip", in: rendering) == .item(1))
        #expect(try target(of: "note “Prefers", in: rendering) == .item(3))
        #expect(try target(of: "permission denied", in: rendering) == .overlay)
        #expect(try target(of: "not on the server", in: rendering) == .overlay)
    }

    @Test("the row that an overlay keeps in sight is still the lead's")
    func keptRow() throws {
        let state = opened(.open(.stages), in: Scenes.crowd(at: 8))
        let rendering = Scenes.rendering(state, width: 40, height: 10)

        #expect(try target(of: "No8", in: rendering) == .row(8))
    }

    @Test("the keys that may follow are nothing to click, and the footer neither")
    func hints() {
        let rendering = Scenes.rendering(
            Scenes.book,
            width: 120,
            height: 40,
            pending: GoldenTests.Scene.hints.pending
        )

        #expect(rendering.target(at: Point(x: 5, y: 38)) == .overlay)
        #expect(rendering.target(at: Point(x: 5, y: 39)) == nil)
    }
}
