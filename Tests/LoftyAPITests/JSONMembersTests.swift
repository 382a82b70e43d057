import FoundationEssentials
import JSONText
import Testing

@testable import LoftyAPI

@Suite("Members and amounts")
struct JSONMembersTests {
    @Test("members come in their order with nested values skipped whole")
    func listsMembers() throws {
        let members = try json(#"{"a":{"x":[1,{"y":2}]},"b":null,"\u0063":[]}"#).members
        #expect(members.map(\.key) == ["a", "b", "c"])
        #expect(members.map(\.value.kind) == [.object, .null, .array])
        #expect(try json("[1]").members.isEmpty)
    }

    @Test(
        "an amount is as exact as it was written",
        arguments: [
            ("450000.10", "450000.1"), ("\"3.25\"", "3.25"), ("1e3", "1000"), ("-0.1", "-0.1"),
            ("12345678901234567.89", "12345678901234567.89"),
        ]
    )
    func readsAmounts(text: String, expected: String) throws {
        #expect(try json(text).decimal?.description == expected)
    }

    @Test("what is no amount is none", arguments: ["\"\"", "\"12 rooms\"", "\"N/A\"", "true", "null", "[]", "\"-\""])
    func refusesOthers(text: String) throws {
        #expect(try json(text).decimal == nil)
    }
}
