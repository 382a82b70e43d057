import BenchmarkSupport
import Foundation

/// A page of 100 leads with each filter and in each order that leads can be told apart by.
struct Pages {
    private struct List: Decodable {
        struct Metadata: Decodable {
            var total: Int
            var scrollId: String?
        }

        struct Lead: Decodable {
            var leadId: Int64
            var stage, source: String
            var emails, phones: [String]
            var firstName, lastName: String
            var assignedUserId: Int64
            var tags: [Tag]
        }

        struct Tag: Decodable { var tagName: String }

        var _metadata: Metadata
        var leads: [Lead]
    }

    private let wire: Wire

    init(_ wire: Wire) { self.wire = wire }

    func run() async throws {
        let sample = try await list("limit=100")
        guard let lead = sample.leads.first(where: { !$0.tags.isEmpty && !$0.phones.isEmpty && !$0.emails.isEmpty }),
            let cursor = sample._metadata.scrollId
        else { throw Failure("the book has no lead with a tag, a phone and an email on its first page") }
        try await measure("no filter", "")
        try await measure("by cursor", "scrollId=\(encode(cursor))")
        try await measure("offset 500,000", "offset=500000")
        try await measure("stage", "stage=\(encode(lead.stage))")
        try await measure("source", "source=\(encode(lead.source))")
        try await measure("assignedUserId", "assignedUserId=\(lead.assignedUserId)")
        try await measure("stage, source and assignee", filters(lead))
        try await measure("phone", "phone=\(encode(lead.phones[0]))")
        try await measure("email", "email=\(encode(lead.emails[0]))")
        try await measure("key, a name", "key=\(encode(lead.firstName + " " + lead.lastName))")
        try await measure("key, three letters", "key=\(encode(String(lead.lastName.prefix(3))))")
        try await measure("key, one letter", "key=z")
        try await measure("contacted", "contacted=false")
        try await measure("allTags", "allTags=\(encode(lead.tags[0].tagName))")
        try await measure("anyTags", "anyTags=\(encode(lead.tags[0].tagName))")
        try await measure("languages", "languages=es")
        try await measure("segments", "segments=Newsletter")
        try await measure("groupIds with sub-offices", "groupIds=12345&querySubGroup=true")
        for order in [
            "LastContact", "LastActivity", "AssignTime", "Score", "ActivityViews", "Communication", "Inquries",
        ] {
            try await measure("sort=\(order)", "sort=\(order)&desc=true")
            try await measure("stage, sort=\(order)", "stage=\(encode(lead.stage))&sort=\(order)&desc=false")
        }
    }

    private func filters(_ lead: List.Lead) -> String {
        "stage=\(encode(lead.stage))&source=\(encode(lead.source))&assignedUserId=\(lead.assignedUserId)"
    }

    private func measure(_ name: String, _ query: String) async throws {
        var total = 0
        var durations: [Duration] = []
        for _ in 0..<30 {
            let start = ContinuousClock.now
            let body = try await wire.send("GET", "/v1.0/leads?limit=100&" + query)
            durations.append(ContinuousClock.now - start)
            if durations.count == 1 { total = try JSONDecoder().decode(List.self, from: body)._metadata.total }
        }
        print("| \(name) (\(total)) | \(Samples(durations).text) |")
    }

    private func list(_ query: String) async throws -> List {
        try JSONDecoder().decode(List.self, from: try await wire.send("GET", "/v1.0/leads?" + query))
    }

    private func encode(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
    }
}
