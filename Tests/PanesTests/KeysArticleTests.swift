import Foundation
import Testing

@testable import Panes

@Suite("The article on keys")
struct KeysArticleTests {
    @Test("names every theme as FOYER_THEME takes it")
    func themes() throws {
        let file = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources/foyer/Documentation.docc/Keys.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let line = try #require(text.range(of: "`FOYER_THEME` names others: "))
        let end = try #require(text[line.upperBound...].firstIndex(of: ";"))
        let named = text[line.upperBound..<end].split(separator: "`").filter { !", \n".contains($0.first ?? " ") }
        #expect(named.map(String.init) == Palette.all.map(\.word))
    }
}
