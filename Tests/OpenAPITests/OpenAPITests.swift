import Foundation
import OpenAPI
import Testing

/// The check must find what it is there for, so it is tried on a document of its own.
@Suite("The check against an OpenAPI document") struct OpenAPITests {
    private let document: OpenAPIDocument

    init() throws {
        document = try OpenAPIDocument(
            Data(
                """
                {"paths": {
                  "/pets/{petId}": {"put": {
                    "parameters": [
                      {"name": "petId", "in": "path", "required": true, "schema": {"type": "integer", "minimum": 1}},
                      {"name": "mode", "in": "query", "required": true, "schema": {"type": "string", "enum": ["A"]}},
                      {"name": "Content-Type", "in": "header", "required": true, "schema": {"type": "string"}}],
                    "requestBody": {"required": true, "content": {"application/json": {"schema":
                      {"$ref": "#/components/schemas/Pet"}}}},
                    "responses": {"200": {"content": {"application/json": {"schema":
                      {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}}}}}}}},
                  "/pets/mine": {"put": {"responses": {}}}},
                 "components": {"schemas": {"Pet": {"type": "object", "required": ["name"], "properties": {
                   "name": {"type": "string", "maxLength": 5}, "legs": {"type": "integer", "format": "int32"},
                   "size": {"type": "integer", "enum": ["1", "2"]},
                   "friends": {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}}}}}}}
                """.utf8
            )
        )
    }

    private func problems(
        target: String = "/pets/7?mode=A",
        headers: [String] = ["content-type"],
        body: String? = #"{"name":"Rex"}"#
    ) -> [String] {
        document.check(
            .init(method: "PUT", target: target, headers: headers, body: body.map { Data($0.utf8) })
        ).violations.map(\.description)
    }

    @Test("a request that fits has no violation")
    func fits() {
        #expect(problems(body: #"{"name":"Rex","legs":4,"size":2}"#) == [])
    }

    @Test(
        "a request that does not fit is found out",
        arguments: [
            ("/pets/0?mode=A", #"{"name":"Rex"}"#, "petId: 0.0 is below 1.0"),
            ("/pets/x?mode=A", #"{"name":"Rex"}"#, "petId: is a string, not integer"),
            ("/pets/7", #"{"name":"Rex"}"#, "mode: is required"),
            ("/pets/7?mode=B", #"{"name":"Rex"}"#, "mode: string(\"B\") is none of the values allowed"),
            ("/pets/7?mode=A&colour=red", #"{"name":"Rex"}"#, "colour: is no parameter"),
            ("/pets/7?mode=A", #"{}"#, "body: lacks name"),
            ("/pets/7?mode=A", #"{"name":7}"#, "body.name: is an integer, not string"),
            ("/pets/7?mode=A", #"{"name":"Rex","legs":4000000000}"#, "body.legs: is an integer, not integer"),
            ("/pets/7?mode=A", #"{"name":"Rexall"}"#, "body.name: has 6 characters, more than 5"),
            ("/pets/7?mode=A", #"{"name":"Rex","size":3}"#, "body.size: integer(3) is none of the values allowed"),
            ("/pets/7?mode=A", #"{"name":"Rex","size":"1"}"#, "body.size: is a string, not integer"),
            ("/pets/7?mode=A", #"{"name":"Rex","tail":1}"#, "body.tail: is not in the document"),
            ("/pets/7?mode=A", #"{"name":"Rex","legs":null}"#, "body.legs: is null"),
            ("/pets/7?mode=A", #"[]"#, "body: is an array, not object"),
            ("/pets/7?mode=A", #"{"#, "body: is no JSON"),
            ("/cats/7", #"{}"#, "path: PUT /cats/7 is not known"),
        ]
    )
    func doesNotFit(target: String, body: String, problem: String) {
        #expect(problems(target: target, body: body) == [problem])
    }

    @Test("a header that is required and a body that is missing are found out")
    func missing() {
        #expect(problems(headers: []) == ["Content-Type: is required"])
        #expect(problems(body: nil) == ["body: is required"])
    }

    @Test("a literal path wins over a placeholder")
    func literal() {
        let request = OpenAPIDocument.Request(method: "PUT", target: "/pets/mine", headers: [], body: nil)
        #expect(document.check(request).operation?.path == "/pets/mine")
    }

    @Test("an answer is held against the schema of its status")
    func answers() {
        func problems(_ status: Int, _ body: String) -> [String] {
            document.checkAnswer(method: "PUT", target: "/pets/7?mode=A", status: status, body: Data(body.utf8))
                .violations.map(\.description)
        }
        #expect(problems(200, #"[{"name":"Rex","legs":null}]"#) == [])
        #expect(
            problems(200, #"[{"legs":"4"}]"#) == ["answer[0]: lacks name", "answer[0].legs: is a string, not integer"]
        )
        #expect(problems(200, "<html>") == ["answer: is no JSON"])
        #expect(problems(404, "") == ["status: 404 is not listed"])
    }

    @Test("the keys that no answer has are told")
    func absentKeys() throws {
        func absent(_ bodies: String...) throws -> [String] {
            let operation = try #require(document.operation("PUT", "/pets/7?mode=A"))
            return try document.absentKeys(of: operation, status: 200, in: bodies.map { Data($0.utf8) })
        }
        #expect(try absent("[]", "") == [])
        #expect(try absent(#"[{"name":"Rex"}]"#) == ["[].friends", "[].legs", "[].size"])
        #expect(
            try absent(#"[{"name":"Rex","legs":null,"friends":[{"name":"Tom"}]}]"#, #"[{"size":1}]"#)
                == ["[].friends[].friends", "[].friends[].legs", "[].friends[].size"]
        )
    }
}
