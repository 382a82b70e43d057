import Testing

@testable import LoftySandbox

@Suite("Custom fields", .timeLimit(.minutes(1)))
struct CustomFieldTests {
    /// The one read beside that of ponds that is 415 without a content type.
    private func fields(_ client: Client) async throws -> [JSON] {
        let reply = try await client.reply("GET", "/v1.0/teamFeatures/listCustomField", "")
        return try #require(try reply.json.items, "\(reply.text)")
    }

    @Test("the team's fields are a bare array without ids, and one can be added")
    func add() async throws {
        try await withSandbox { _, client async throws in
            let before = try await fields(client)
            #expect(
                before.first == [
                    "attributeName": "Anniversary", "attributeType": "anniversary_date", "value": "", "params": "",
                ]
            )
            #expect(Set(before.compactMap { $0["attributeType"]?.string }) == CustomField.types)
            let field: JSON = [
                "attributeName": "  Pets ", "attributeType": "multi_select", "params": #"{"option":["Cat","Dog"]}"#,
            ]
            let reply = try await client.post("/v1.0/teamFeatures/custom-field", field)
            #expect(reply.status == 200)
            #expect(reply.text == #""success""#)
            let after = try await fields(client)
            #expect(
                after == before + [
                    [
                        "attributeName": "Pets", "attributeType": "multi_select", "value": "",
                        "params": #"{"option":["Cat","Dog"]}"#,
                    ]
                ]
            )
        }
    }

    @Test(
        "a field without a name or type, of an unknown type or of a known name is refused",
        arguments: [
            (#"{"attributeType":"text"}"#, "ATTRIBUTE_NAME_EMPTY"),
            (#"{"attributeName":"  ","attributeType":"text"}"#, "ATTRIBUTE_NAME_EMPTY"),
            (#"{"attributeName":"A"}"#, "ATTRIBUTE_TYPE_EMPTY"),
            (#"{"attributeName":"A","attributeType":" "}"#, "ATTRIBUTE_TYPE_EMPTY"),
            (#"{"attributeName":"A","attributeType":"colour"}"#, ""),
            (#"{"attributeName":"Employer","attributeType":"text"}"#, ""), (#"{"attributeName":5}"#, ""),
        ]
    )
    func refusals(body: String, name: String) async throws {
        try await withSandbox { _, client async throws in
            let reply = try await client.reply("POST", "/v1.0/teamFeatures/custom-field", body)
            #expect(name.isEmpty ? reply.refusesParameter : reply.refuses(400, 20012, name), "\(reply.text)")
            #expect(try await fields(client).count == 8)
        }
    }
}
