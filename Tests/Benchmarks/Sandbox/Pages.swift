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

    private struct Question: Sendable {
        var name: String
        var query: String
    }

    private static let orders = [
        "LastContact", "LastCall", "LastEmail", "LastActivity", "Inquries", "DeleteTime", "AssignTime", "Score",
        "Activity", "Communication", "Lender", "ActivitySearch", "ActivityViews", "ActivityFavorites",
    ]

    private let administrator: Wire
    private let agent: Wire
    private let questions: [Question]

    init(administrator: Wire, agent: Wire) async throws {
        self.administrator = administrator
        self.agent = agent
        // Not the newest: an earlier run may have made those.
        let sample = try Self.list(try await administrator.send("GET", "/v1.0/leads?limit=100&offset=50000"))
        guard let lead = sample.leads.first(where: { !$0.tags.isEmpty && !$0.phones.isEmpty && !$0.emails.isEmpty }),
            let cursor = sample._metadata.scrollId
        else { throw Failure("the book has no lead with a tag, a phone and an email on its first page") }
        questions =
            [
                Question(name: "no filter", query: ""),
                Question(name: "by cursor", query: "scrollId=\(Self.encode(cursor))"),
                Question(name: "offset 500,000", query: "offset=500000"),
            ] + Self.filters(of: lead) + Self.keys(of: lead)
            + Self.orders.flatMap { order in
                let stage = "stage=\(Self.encode(lead.stage))&sort=\(order)&desc=false"
                return [
                    Question(name: "sort=\(order)", query: "sort=\(order)&desc=true"),
                    Question(name: "stage, sort=\(order), ascending", query: stage),
                ]
            }
    }

    /// Each alone, once as the administrator and once as the agent.
    func run() async throws {
        for question in questions {
            let (total, samples) = try await measure(question, administrator)
            let (agentTotal, agentSamples) = try await measure(question, agent)
            print("| \(question.name) (\(total); \(agentTotal)) | \(samples.text) | \(agentSamples.text) |")
        }
    }

    /// For the memory that it takes.
    func runInParallel(clients: Int) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in 0..<clients {
                group.addTask {
                    let wire = client.isMultiple(of: 2) ? administrator : agent
                    for question in questions { try await wire.send("GET", "/v1.0/leads?limit=100&" + question.query) }
                }
            }
            try await group.waitForAll()
        }
    }

    private func measure(_ question: Question, _ wire: Wire) async throws -> (total: Int, Samples) {
        var total = 0
        var durations: [Duration] = []
        for _ in 0..<30 {
            let start = ContinuousClock.now
            let body = try await wire.send("GET", "/v1.0/leads?limit=100&" + question.query)
            durations.append(ContinuousClock.now - start)
            if durations.count == 1 { total = try Self.list(body)._metadata.total }
        }
        return (total, Samples(durations))
    }

    private static func list(_ body: Data) throws -> List { try JSONDecoder().decode(List.self, from: body) }

    private static func encode(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
    }
}

// MARK: - Questions

extension Pages {
    private static func filters(of lead: List.Lead) -> [Question] {
        let (stage, source) = ("stage=\(encode(lead.stage))", "source=\(encode(lead.source))")
        let tag = encode(lead.tags[0].tagName)
        return [
            Question(name: "stage", query: stage),
            Question(name: "source", query: source),
            Question(name: "assignedUserId", query: "assignedUserId=\(lead.assignedUserId)"),
            Question(
                name: "stage, source and assignee",
                query: "\(stage)&\(source)&assignedUserId=\(lead.assignedUserId)"
            ),
            Question(name: "contacted", query: "contacted=false"),
            Question(name: "contacted, sort=LastContact", query: "contacted=false&sort=LastContact"),
            Question(name: "languages", query: "languages=es"),
            Question(name: "groupIds", query: "groupIds=2"),
            Question(name: "groupIds with sub-offices", query: "groupIds=1&querySubGroup=true"),
            Question(name: "allTags", query: "allTags=\(tag)"),
            Question(name: "allTags, two", query: "allTags=Buyer,Hot"),
            Question(name: "anyTags, two", query: "anyTags=Buyer,Hot"),
            Question(name: "tag, stage and source", query: "anyTags=\(tag)&\(stage)&\(source)"),
            Question(name: "segments", query: "segments=VIP%20Clients"),
            Question(name: "phone", query: "phone=\(encode(lead.phones[0]))"),
            Question(name: "email", query: "email=\(encode(lead.emails[0]))"),
        ]
    }

    private static func keys(of lead: List.Lead) -> [Question] {
        [
            Question(name: "key, a name", query: "key=\(encode(lead.firstName + " " + lead.lastName))"),
            Question(name: "key, a first name", query: "key=maria"),
            Question(name: "key, three letters", query: "key=son"),
            Question(name: "key, part of every address", query: "key=example"),
            Question(name: "key, one letter", query: "key=z"),
        ]
    }
}
