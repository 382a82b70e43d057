import Foundation
import Leads
import TestSupport
import Testing

@Suite("A query while it is typed")
struct QueryReadingTests {
    private static let vocabulary = QueryVocabularyTests.vocabulary

    @Test(
        "a slip is told at once, with its place and the nearest word",
        arguments: [
            ("stge:new", 0..<4, "no field “stge”; did you mean stage?"),
            ("jane stge:n", 5..<9, "no field “stge”; did you mean stage?"),
            ("type:buyr", 5..<9, "type has no value “buyr”; did you mean buyer?"),
            ("age<x", 4..<5, "age needs a time such as 3d or 2026-11-01, not “x”"),
            ("score:hot", 6..<9, "score needs a number, not “hot”"),
            ("stage>new", 5..<6, "stage cannot be compared with >"),
            ("xyzzy:1", 0..<5, "no field “xyzzy”; to look for that text, write \"xyzzy:…\" in quotes"),
            ("phone:abc", 6..<9, "“abc” has no digits"),
        ]
    )
    func problems(text: String, range: Range<Int>, message: String) {
        let reading = QueryReading(text, vocabulary: Self.vocabulary)
        #expect(reading.exact == nil)
        #expect(reading.problem?.range == range)
        #expect(reading.problem?.message == message)
        #expect(!reading.isUnfinished)
    }

    @Test(
        "what is only unfinished is said so, and stands for nothing that a verb may act on",
        arguments: [
            "id:", "stage:", "jane stage:", "age<", "age<2", "age<2026-1", "type:bu", "may:",
            "(jane",
            "jane or", "jane -", "\"jane", "score:90..7", "site>tou", "touch:non", "phone:+", "stage:\"New L",
            "price:4", "price:$",
            "score:>", "score:-",
        ]
    )
    func unfinished(text: String) {
        let reading = QueryReading(text, vocabulary: Self.vocabulary)
        let isReadable = (try? LeadQuery.parse(text)) != nil
        #expect(isReadable == (reading.exact != nil))
        #expect(reading.exact != nil || reading.isUnfinished, "\(text): \(reading.problem as Any)")
        #expect(reading.exact == nil || reading.exact != .everything)
        #expect(reading.shown != nil)
    }

    @Test(
        "no line that is not understood in full stands for leads to act on",
        arguments: [1, 2, UInt64.random(in: 3 ... .max)]
    )
    func neverWidens(seed: UInt64) throws {
        var random = RandomQuery(generator: SeededGenerator(seed: seed))
        var cut = 0
        for _ in 0..<100 {
            let text = random.query().queryText
            for length in 0...text.count {
                let typed = String(text.prefix(length))
                let reading = QueryReading(typed)
                guard let exact = reading.exact else {
                    cut += 1
                    try #require(reading.problem != nil, "seed \(seed): \(typed)")
                    continue
                }
                let isBlank = typed.allSatisfy(\.isWhitespace)
                try #require((exact == .everything) == isBlank, "seed \(seed): \(typed) stands for everything")
                try #require(try LeadQuery.parse(typed) == exact, "seed \(seed): \(typed)")
            }
        }
        #expect(cut > 300, "seed \(seed)")
    }

    @Test(
        "what is read but probably not meant is hinted at, with its place and what to write",
        arguments: [
            ("stage:nwe", 6..<9, "no lead has stage “nwe”; did you mean “New Lead”?", "\"New Lead\""),
            ("owner:alise", 6..<11, "no lead has owner “alise”; did you mean “Alice Johnson”?", "\"Alice Johnson\""),
            ("owner:nobody", 6..<12, "for leads that nobody owns write owner:none", "none"),
            ("tag:empty", 4..<9, "for leads without tag write tag:none", "none"),
            ("stage:New Lead", 6..<14, "“Lead” is looked for apart; did you mean stage:\"New Lead\"?", "\"New Lead\""),
            (
                "jane source:zillow flex hot", 12..<23,
                "“flex” is looked for apart; did you mean source:\"Zillow Flex\"?", "\"Zillow Flex\""
            ),
            ("-li", 0..<3, "shows everyone without “li”; to look for it, write \"-li\" in quotes", "\"-li\""),
            ("me", 0..<2, "looks for “me” in names; for your own leads write owner:me", "owner:me"),
            ("👩‍👩‍👧 stage:nwe", 8..<11, "no lead has stage “nwe”; did you mean “New Lead”?", "\"New Lead\""),
        ]
    )
    func hints(text: String, range: Range<Int>, message: String, replacement: String) throws {
        let reading = QueryReading(text, vocabulary: Self.vocabulary)
        #expect(reading.hints.map(\.message) == [message])
        #expect(reading.hints.first?.range == range)
        #expect(reading.hints.first?.replacement == replacement)
        let characters = Array(text)
        let mended = String(characters[..<range.lowerBound]) + replacement + String(characters[range.upperBound...])
        #expect(QueryReading(mended, vocabulary: Self.vocabulary).hints == [], "\(mended)")
    }

    @Test(
        "what is meant as it stands has no hint",
        arguments: [
            "", "jane", "stage:new", "stage:\"New Lead\"", "stage:con", "stage:n", "owner:me", "owner:al",
            "-tag:hot jane", "\"-li\"",
            "\"me\"", "-hot jane", "or cohen", "stage:new jane", "owner:none",
        ]
    )
    func noHints(text: String) {
        let reading = QueryReading(text, vocabulary: Self.vocabulary)
        #expect(reading.hints == [])
        #expect(reading.problem == nil)
    }

    @Test(
        "people are found by names that are words of the language or begin with a dash",
        arguments: [
            ("or cohen", "Or", "Cohen"), ("Or Cohen", "Or", "Cohen"), ("\"-li\"", "Kim", "So-li"),
            ("cohen \"or\"", "Or", "Cohen"),
            ("o'brien", "Pat", "O’Brien"), ("o’brien", "Pat", "O'Brien"), ("oʼbrien", "Pat", "O`Brien"),
            ("smith-jones", "Al", "Smith–Jones"), ("smith–jones", "Al", "Smith-Jones"), ("strasse", "Jo", "Straße"),
            ("straße", "Jo", "Strasse"), ("\"and\" her", "And", "Herzog"), ("and herzog", "And", "Herzog"),
        ]
    )
    func names(text: String, first: String, last: String) throws {
        let row = LeadRow(lead: Lead(id: Lead.ID(1), firstName: first, lastName: last), syncState: .clean)
        #expect(try LeadQuery.parse(text).matches(row, context: QueryContext(now: SampleLeads.now)))
    }

    @Test("Hangul and kana are found in either form", arguments: ["김민준", "パブロ", "がく"])
    func normalForms(name: String) throws {
        let forms = [name.precomposedStringWithCanonicalMapping, name.decomposedStringWithCanonicalMapping]
        for stored in forms {
            for typed in forms {
                let row = LeadRow(lead: Lead(id: Lead.ID(1), firstName: stored), syncState: .clean)
                #expect(try LeadQuery.parse(typed).matches(row, context: QueryContext(now: SampleLeads.now)))
            }
        }
    }

    @Test("any text has a reading, with every range inside it", arguments: [1, 2, UInt64.random(in: 3 ... .max)])
    func fuzz(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let pieces = [
            "stage:", "owner:", "phone:", "tel:", "+1 ", "(512)", " 555", "-0142", " x12", "or", "and", "-", "\"", "(",
            ")", ",",
            "New", "Lead", "nobody", "me", "age<", "2d", "é", "\u{301}", "👩‍👧", "\u{202E}", "５", "\n", "\0", "..", "=",
            "*",
        ]
        for _ in 0..<1_000 {
            let text = (0..<Int.random(in: 0...14, using: &generator))
                .compactMap { _ in pieces.randomElement(using: &generator) }.joined(
                    separator: Bool.random(using: &generator) ? " " : ""
                )
            let reading = QueryReading(text, vocabulary: Self.vocabulary)
            let whole = 0...text.count
            #expect((reading.exact == nil) == (reading.problem != nil), "seed \(seed): \(text.debugDescription)")
            for range in reading.hints.map(\.range) + [reading.problem?.range].compactMap(\.self) {
                #expect(
                    whole.contains(range.lowerBound) && whole.contains(range.upperBound),
                    "seed \(seed): \(text.debugDescription)"
                )
            }
        }
    }
}
