import Commands
import Foundation
import Terminal
import TestSupport
import Testing
import ViewModels

@testable import Panes

/// The pictures of the README, made from the frames of the tests.
///
/// `FOYER_RECORD=1 swift test --filter PictureTests` makes them anew.
@Suite("Pictures of the screen")
struct PictureTests {
    enum Picture: String, CaseIterable {
        case book, stage, palette, help, triage, timeline, light, solarized

        var state: AppState {
            var state = Scenes.book
            for action in actions { _ = AppReducer.reduce(&state, action) }
            return state
        }

        private var actions: [Action] {
            switch self {
            case .book, .light, .solarized: []
            case .stage: [.open(.stages), .overlay(.picker(.move(.lines(1))))]
            case .palette:
                [
                    .open(.palette(CommandTable.standard.verbs(in: Scenes.book), typed: "")),
                    .overlay(.palette(.edit(.insert("stg")))),
                ]
            case .help: [.open(.sheet(CommandTable.standard.help(in: Scenes.book)))]
            case .triage: Scenes.triage
            case .timeline: [.navigate(.open), .navigate(.open)]
            }
        }

        var palette: Palette {
            switch self {
            case .book, .stage, .palette, .help, .triage, .timeline: .foyerDark
            case .light: .foyerLight
            case .solarized: .solarizedDark
            }
        }
    }

    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Resources/pictures")

    @Test("are as the screen is; FOYER_RECORD=1 makes them anew", arguments: Picture.allCases)
    func upToDate(picture: Picture) throws {
        let frame = Scenes.frame(picture.state, width: 120, height: 40, look: Look(picture.palette, exact: true))
        let inks = picture.palette.inks
        let svg = SVGPicture(
            frame,
            background: try #require(inks[.ground]?.exact),
            foreground: try #require(inks[.text]?.exact)
        ).text
        let file = Self.folder.appending(path: "\(picture.rawValue).svg")
        if ProcessInfo.processInfo.environment["FOYER_RECORD"] == "1" {
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            try Data(svg.utf8).write(to: file)
        }
        let kept = try String(decoding: Data(contentsOf: file), as: UTF8.self)
        #expect(
            kept == svg,
            "\(picture.rawValue).svg is stale; FOYER_RECORD=1 swift test --filter PictureTests makes it anew"
        )
    }

    @Test("every picture that is kept is one of these")
    func noOthers() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(names) == Set(Picture.allCases.map { "\($0.rawValue).svg" }))
    }

    @Test("hold every word of the frame, escaped, and wide glyphs over two cells")
    func content() {
        var frame = Frame(size: Size(width: 12, height: 1), style: .plain)
        frame.write("a<&>李b", at: Point(x: 0, y: 0), style: .plain)
        let svg = SVGPicture(frame, background: RGB(0), foreground: RGB(0xFFFFFF)).text
        #expect(svg.contains(">a&lt;&amp;&gt;</text>"))
        #expect(svg.contains("textLength=\"18\" fill=\"#ffffff\">李</text>"))
    }
}
