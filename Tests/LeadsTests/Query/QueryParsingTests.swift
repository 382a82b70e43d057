import Leads
import Testing

@Suite("Reading queries")
struct QueryParsingTests {
    @Test(
        "a query is read and spelled in its one canonical way",
        arguments: [
            ("", ""),
            ("   \n ", ""),
            ("jane", "jane"),
            ("  jane   smith ", "jane smith"),
            ("\"jane smith\"", "\"jane smith\""),
            ("stage:\"New Lead\" age<2d", "stage:\"New Lead\" age<2d"),
            ("STAGE:new Source:ZILLOW", "stage:new source:ZILLOW"),
            ("stage:Closed,Archived", "stage:Closed,Archived"),
            ("stage=Closed,Archived", "stage=Closed,Archived"),
            ("stage:new,=Closed", "stage:new,=Closed"),
            ("stage:new,=\"New Lead\"", "stage:new,=\"New Lead\""),
            ("stage==Closed", "stage=Closed"),
            ("tag:zil*,\"first t\"*", "tag:zil*,\"first t\"*"),
            ("tag:*", "tag:*"),
            ("tag:none,\"none\"", "tag:none,\"none\""),
            ("tags:hot", "tag:hot"),
            ("owner:me,none,\"me\"", "owner:me,none,\"me\""),
            ("-tag:dnc", "-tag:dnc"),
            ("--tag:dnc", "tag:dnc"),
            ("---tag:dnc", "-tag:dnc"),
            ("-(hot cold)", "-(hot cold)"),
            ("(hot)", "hot"),
            ("((hot cold))", "hot cold"),
            ("(a or b) c", "(a or b) c"),
            ("a b or c", "a b or c"),
            ("a or (b or c)", "a or b or c"),
            ("a and b", "a b"),
            ("(a b)or c", "a b or c"),
            ("\"or\" \"and\"", "\"or\" \"and\""),
            ("or cohen", "\"or\" cohen"),
            ("and (Or levi)", "\"and\" \"Or\" levi"),
            ("-or", "-\"or\""),
            ("+1 (512) 555-0142", "\"+1 (512) 555-0142\""),
            ("jane +1 512 555 0142 smith", "jane \"+1 512 555 0142\" smith"),
            ("1 512 555 0142", "\"1 512 555 0142\""),
            ("(512) 555-0142 x12", "\"(512) 555-0142 x12\""),
            ("512.555.0142", "512.555.0142"),
            ("512–555–0142", "\"512–555–0142\""),
            ("020 7946 0958", "\"020 7946 0958\""),
            ("tel:+15125550142", "phone:+15125550142"),
            ("tel:+1-512-555-0142;ext=12", "phone:\"+1-512-555-0142;ext=12\""),
            ("phone:+1 (512) 555-0142 jane", "phone:\"+1 (512) 555-0142\" jane"),
            ("512 555 0142 or 737 555 0100", "\"512 555 0142\" or \"737 555 0100\""),
            ("((512) 555-0142)", "\"(512) 555-0142\""),
            ("555-0142 -512", "555-0142 -512"),
            ("-(512) 555-0142", "-\"(512) 555-0142\""),
            ("512 \"5550142\"", "512 \"5550142\""),
            ("78704 85", "78704 \"85\""),
            ("(512 or 737) x", "(512 or 737) x"),
            ("3 4", "3 \"4\""),
            ("Smith, Jane", "Smith Jane"),
            ("smith,jones", "smith,jones"),
            ("jan*", "jan"),
            ("score>=70", "score>=70"),
            ("score:>=70", "score>=70"),
            ("score:70", "score:70"),
            ("score=70", "score:70"),
            ("score:70..90", "score:70..90"),
            ("score:70..", "score>=70"),
            ("score:..70", "score<=70"),
            ("score:<20,>=80,none", "score:<20,>=80,none"),
            ("score>-5", "score>-5"),
            ("price:400k..650k", "price:400000..650000"),
            ("price:$1.25m", "price:1250000"),
            ("price>=450,000", "price>=450000"),
            ("price:$450,000..$650,000", "price:450000..650000"),
            ("price:450,000..", "price>=450000"),
            ("price:..1,250,000,none", "price:<=1250000,none"),
            ("price<1,250,500", "price<1250500"),
            ("price:1,050k", "price:1050000"),
            ("price:\"$450,500\"", "price:450500"),
            ("price:400k,450000,500k", "price:400000,450000,500000"),
            ("price:450,=500", "price:450,=500"),
            ("beds>=3", "bedrooms>=3"),
            ("id:651095960136641", "id:651095960136641"),
            ("age<48h", "age<2d"),
            ("age:1d..1w", "age:1d..1w"),
            ("touch:none", "touch:none"),
            ("site:3d", "site:3d"),
            ("updated>=2026-11-01", "updated>=2026-11-01"),
            ("created:2026-11-01..2026-11-07", "age:2026-11-01..2026-11-07"),
            ("site>touch", "site>touch"),
            ("type:Buyer,other", "type:buyer,other"),
            ("hidden:yes may:call sync:failed,conflict", "hidden:yes may:call sync:failed,conflict"),
            ("email=jane@example.com", "email=jane@example.com"),
            ("12:30", "\"12:30\""),
            ("=x", "\"=x\""),
            ("\"a \\\"b\\\\\"", "\"a \\\"b\\\\\""),
        ]
    )
    func readsAndSpells(text: String, canonical: String) throws {
        let query = try LeadQuery.parse(text)
        #expect(query.queryText == canonical)
        #expect(try LeadQuery.parse(canonical) == query)
    }

    @Test(
        "a text that is no query is answered with the place of the trouble and a way out",
        arguments: [
            Rejection("stgae:new", .unknownField("stgae"), 0..<5, "stage"),
            Rejection("hot -sorce:x", .unknownField("sorce"), 5..<10, "source"),
            Rejection("xyzzy:new", .unknownField("xyzzy"), 0..<5),
            Rejection("type:byer", .unknownValue("byer", field: "type"), 5..<9, "buyer"),
            Rejection("type:buyer,rentr", .unknownValue("rentr", field: "type"), 11..<16, "renter"),
            Rejection("may:cal", .unknownValue("cal", field: "may"), 4..<7, "call"),
            Rejection("hidden:maybe", .unknownValue("maybe", field: "hidden"), 7..<12),
            Rejection("sync:fail", .unknownValue("fail", field: "sync"), 5..<9, "failed"),
            Rejection("stage:", .missingValue(field: "stage"), 0..<6),
            Rejection("stage: new", .missingValue(field: "stage"), 0..<6),
            Rejection("stage:a,", .missingValue(field: "stage"), 0..<8),
            Rejection("stage:\"\"", .missingValue(field: "stage"), 0..<8),
            Rejection("stage>new", .operatorNotAllowed(">", field: "stage"), 5..<6),
            Rejection("type<=buyer", .operatorNotAllowed("<=", field: "type"), 4..<6),
            Rejection("age=2d", .operatorNotAllowed("=", field: "age"), 4..<6, "<="),
            Rejection("score:hot", .invalidNumber("hot", field: "score"), 6..<9),
            Rejection("score:70k", .invalidNumber("70k", field: "score"), 6..<9),
            Rejection("score:1...5", .invalidNumber("1...5", field: "score"), 6..<11),
            Rejection("score>1..5", .invalidNumber("1..5", field: "score"), 6..<10),
            Rejection("price:1.5", .invalidNumber("1.5", field: "price"), 6..<9),
            Rejection("price:450,500", .unclearAmount("450,500"), 6..<13, "450500"),
            Rejection("price:300,450k", .unclearAmount("300,450k"), 6..<14, "300450k"),
            Rejection("price>1,250m", .unclearAmount("1,250m"), 6..<12),
            Rejection("price>=450,0", .unclearAmount("450,0"), 7..<12),
            Rejection("price>=4500,000", .unclearAmount("4500,000"), 7..<15, "4500000"),
            Rejection("price:$450,000,$650,00", .unclearAmount("$650,00"), 15..<22),
            Rejection("price:450,000,650,000", .unclearAmount("450,000,650,000"), 6..<21),
            Rejection("price:1.2345k", .invalidNumber("1.2345k", field: "price"), 6..<13),
            Rejection("id:99999999999999999999", .invalidNumber("99999999999999999999", field: "id"), 3..<23),
            Rejection("id:none", .invalidNumber("none", field: "id"), 3..<7),
            Rejection("score:90..70", .reversedRange("90..70"), 6..<12, "70..90"),
            Rejection("age:2w..1d", .reversedRange("2w..1d"), 4..<10, "1d..2w"),
            Rejection("age<2", .invalidMoment("2", field: "age"), 4..<5),
            Rejection("age<9999999999999999y", .invalidMoment("9999999999999999y", field: "age"), 4..<21),
            Rejection("age<2026-02-30", .invalidMoment("2026-02-30", field: "age"), 4..<14),
            Rejection("site>score", .invalidMoment("score", field: "site"), 5..<10),
            Rejection("phone:abc", .noDigits("abc"), 6..<9),
            Rejection("jane \"smi", .unclosedQuote, 5..<9),
            Rejection("stage:\"New L", .unclosedQuote, 6..<12),
            Rejection("a (b or c", .unclosedGroup, 2..<3),
            Rejection("a b)", .unexpectedClosing, 3..<4),
            Rejection(")", .unexpectedClosing, 0..<1),
            Rejection("()", .nothingHere, 1..<2),
            Rejection("a or", .nothingBesideOr, 4..<4),
            Rejection("a or or b", .nothingBesideOr, 5..<6),
            Rejection("(a or) b", .nothingBesideOr, 5..<6),
            Rejection("\"\"", .nothingHere, 0..<2),
            Rejection("a - b", .nothingToNegate, 2..<3),
            Rejection("a -", .nothingToNegate, 2..<3),
            Rejection("stage:\"a\"b", .textAfterValue, 9..<10),
            Rejection("👩‍👩‍👧 é́x stgae:new", .unknownField("stgae"), 5..<10, "stage"),
        ]
    )
    func rejects(_ rejection: Rejection) {
        let error = #expect(throws: QueryError.self) { try LeadQuery.parse(rejection.text) }
        #expect(error?.problem == rejection.problem)
        #expect(error?.range == rejection.range)
        #expect(error?.suggestion == rejection.suggestion)
    }

    @Test("the message names the slip and the likely meaning")
    func message() {
        let error = #expect(throws: QueryError.self) { try LeadQuery.parse("stgae:new") }
        #expect(error?.message == "no field “stgae”; did you mean stage?")
    }

    @Test(
        "a term that is being typed puts no constraint until it can be read",
        arguments: [
            ("jane stage:", "jane"), ("jane stage:\"New L", "jane"), ("jane -", "jane"), ("jane or", "jane"),
            ("jane stgae:ne", "jane"), ("jane age<", "jane"), ("jane age<2", "jane"), ("jane type:bu", "jane"),
            ("jane \"smi", "jane"), ("(jane or stage:", "jane"), ("jane (", "jane"), ("jane -(", "jane"),
            ("jane score:90..7", "jane"), ("phone:x", ""), ("(", ""), ("-", ""),
            ("stage:con", "stage:con*"), ("stage:new,con", "stage:new,con*"), ("stage:con ", "stage:con"),
            ("stage:\"New Lead\"", "stage:\"New Lead\""), ("owner:al", "owner:al"), ("jan", "jan"),
            ("+1 (5", "\"+1 (5\""), ("+1 (512) 55", "\"+1 (512) 55\""), ("or", "\"or\""), ("or c", "\"or\" c"),
        ]
    )
    func live(text: String, meaning: String) throws {
        #expect(try LeadQuery.parse(text, mode: .live).queryText == meaning)
    }

    @Test(
        "what was typed before is still checked while typing goes on",
        arguments: ["stgae:new jane", "age<2 jane", "a) b", "() x", "- jane"]
    )
    func liveRejects(text: String) {
        #expect(throws: QueryError.self) { try LeadQuery.parse(text, mode: .live) }
    }

    @Test(
        "a query of ten thousand letters and more is read or refused at once",
        arguments: [
            String(repeating: "stage:new ", count: 1_100), String(repeating: "a or ", count: 2_500) + "a",
            String(repeating: "(a ", count: 4_000), String(repeating: "\"", count: 10_001),
            String(repeating: "-", count: 20_000),
            String(repeating: ")", count: 10_000), "score:" + String(repeating: "9", count: 10_000),
            "age:" + String(repeating: "1..", count: 3_000), String(repeating: "512 ", count: 3_000),
            "+1 " + String(repeating: "(512) ", count: 3_000), String(repeating: "a,", count: 6_000),
            "stage:" + String(repeating: "x,", count: 6_000), String(repeating: "\\", count: 10_000),
            String(repeating: "\u{301}", count: 10_000), String(repeating: "👩‍👩‍👧:", count: 2_000),
            "\"" + String(repeating: "\\\"", count: 5_000),
            String(decoding: [0x61, 0xFF, 0xFE, 0x3A, 0xC3], as: UTF8.self),
        ],
        [LeadQuery.ParseMode.complete, .live]
    )
    func long(text: String, mode: LeadQuery.ParseMode) {
        let clock = ContinuousClock()
        let length = clock.measure {
            do throws(QueryError) {
                let query = try LeadQuery.parse(text, mode: mode)
                let again = try LeadQuery.parse(query.queryText)
                #expect(again.queryText == query.queryText)
            } catch {
                #expect((0...text.count).contains(error.range.upperBound))
                #expect(!error.message.isEmpty)
            }
        }
        #expect(length < .seconds(3), "\(length) for \(text.prefix(20))")
    }

    @Test("brackets may be nested to the limit and not beyond")
    func nesting() throws {
        let deepest = LeadQuery.deepestNesting
        func nested(_ depth: Int) -> String {
            String(repeating: "(", count: depth) + "a" + String(repeating: ")", count: depth)
        }
        #expect(try LeadQuery.parse(nested(deepest)).queryText == "a")
        let error = #expect(throws: QueryError.self) { try LeadQuery.parse(nested(deepest + 1)) }
        #expect(error?.problem == .nestedTooDeep)
        #expect(throws: QueryError.self) { try LeadQuery.parse(nested(100_000), mode: .live) }
    }
}

/// A text with the error it is answered with.
struct Rejection: Sendable, CustomTestStringConvertible {
    var text: String
    var problem: QueryError.Problem
    var range: Range<Int>
    var suggestion: String?

    init(_ text: String, _ problem: QueryError.Problem, _ range: Range<Int>, _ suggestion: String? = nil) {
        self.text = text
        self.problem = problem
        self.range = range
        self.suggestion = suggestion
    }

    var testDescription: String { text }
}
