import Leads
import TestSupport
import Testing

@Suite("Queries and the labels in use")
struct QueryVocabularyTests {
    static let vocabulary = QueryVocabulary(
        stages: [.init("New Lead", count: 9), .init("Contacted", count: 5), .init("Closed", count: 2)],
        sources: [.init("Zillow", count: 4), .init("Zillow Flex", count: 3), .init("Google", count: 1)],
        tags: [.init("hot", count: 3), .init("VIP", count: 2)],
        owners: [
            .init("Alice Johnson", count: 4, id: 844_701), .init("Bruno García", count: 3, id: 844_702),
            .init("Chidi Okafor", count: 2, id: nil), .init("Sam Lee", count: 1, id: 1),
            .init("Sam Lee", count: 1, id: 2),
        ]
    )
    private let context = QueryContext(now: SampleLeads.now, me: SampleLeads.members[0])

    // MARK: Warnings

    @Test(
        "a label that no lead carries is named with the nearest that one does",
        arguments: [
            ("stage:contcated", "no lead has stage “contcated”; did you mean “Contacted”?"),
            ("-tag:vpi", "no lead has tag “vpi”; did you mean “VIP”?"),
            ("(hot or source:gogle)", "no lead has source “gogle”; did you mean “Google”?"),
            ("stage:nwe", "no lead has stage “nwe”; did you mean “New Lead”?"),
            ("owner:alise", "no lead has owner “alise”; did you mean “Alice Johnson”?"),
            ("owner:garcai", "no lead has owner “garcai”; did you mean “Bruno García”?"),
            ("stage:qwertyuiop", "no lead has stage “qwertyuiop”"),
            ("source=zill", "no lead has source “zill”"),
        ]
    )
    func warns(text: String, message: String) throws {
        let warnings = try LeadQuery.parse(text).warnings(Self.vocabulary)
        #expect(warnings.map(\.message) == [message])
    }

    @Test(
        "labels in use, beginnings of them and fields that nobody knows labels of are not judged",
        arguments: [
            "stage:new", "stage=\"new lead\"", "stage:con*", "tag:vip,HOT", "owner:me", "owner:none", "owner:alice",
            "owner:844701", "owner:bob@example.com", "pond:tank", "name:nobody", "nobody", "score>5",
        ]
    )
    func doesNotWarn(text: String) throws {
        #expect(try LeadQuery.parse(text).warnings(Self.vocabulary) == [])
    }

    // MARK: Push-down

    @Test(
        "terms that the server understands go down in its own spelling, the rest stays",
        arguments: [
            ("stage:new source:google age<2d", "stage:new source:google", "age<2d"),
            ("stage:new stage:closed", "stage:new", "stage:closed"),
            ("tag:hot tag:vip", "tag:hot", "tag:vip"),
            ("source:zillow", "", "source:zillow"),
            ("source=zillow", "source=zillow", ""),
            ("stage:new,closed", "", "stage:new,closed"),
            ("stage:none", "", "stage:none"),
            ("stage:qualified", "", "stage:qualified"),
            ("-stage:new", "", "-stage:new"),
            ("stage:new or tag:hot", "", "stage:new or tag:hot"),
            ("email=jane@example.com", "email=jane@example.com", ""),
            ("email:jane@example.com", "", "email:jane@example.com"),
            ("phone=\"(512) 555-0142\"", "", "phone=\"(512) 555-0142\""),
            ("phone:555", "", "phone:555"),
            ("owner:alice", "owner:alice", ""),
            ("owner:me", "owner:me", ""),
            ("owner:844999", "owner:844999", ""),
            ("owner:chidi", "", "owner:chidi"),
            ("owner:sam", "", "owner:sam"),
            ("owner:none", "", "owner:none"),
            ("jane", "", "jane"),
            ("", "", ""),
        ]
    )
    func pushesDown(text: String, down: String, rest: String) throws {
        let filter = ServerFilter(try LeadQuery.parse(text), vocabulary: Self.vocabulary, context: context)
        #expect(filter.pushedDown.map(\.text).joined(separator: " ") == down)
        #expect(filter.remainder.queryText == rest)
    }

    @Test("values go down as the server spells them")
    func spelling() throws {
        let text = "stage:new source:google tag:vip owner:me email=A@example.com"
        let filter = ServerFilter(try LeadQuery.parse(text), vocabulary: Self.vocabulary, context: context)
        #expect(filter.stage == "New Lead")
        #expect(filter.source == "Google")
        #expect(filter.tag == "VIP")
        #expect(filter.ownerID == 844_701)
        #expect(filter.email == "A@example.com")
        #expect(filter.phone == nil)
        #expect(filter.remainder == .everything)
    }

    @Test("without known labels no label goes down")
    func unknownLabels() throws {
        let query = try LeadQuery.parse("stage:new tag:hot owner:alice")
        let filter = ServerFilter(query, vocabulary: QueryVocabulary(), context: context)
        #expect(filter.pushedDown == [])
        #expect(filter.remainder == query)
    }

    @Test("whatever matches the query also passes what went down", arguments: [1, 2, 3] as [UInt64])
    func neverTooNarrow(seed: UInt64) throws {
        let rows = SampleLeads.rows(count: 200, seed: seed)
        let stages = Set(rows.compactMap(\.lead.stage)).sorted()
        let tags = Set(rows.flatMap(\.lead.tags)).sorted()
        let owners = Set(rows.compactMap(\.lead.assignee)).sorted { $0.name < $1.name }
        let vocabulary = QueryVocabulary(
            stages: stages.map { .init($0) },
            tags: tags.map { .init($0) },
            owners: owners.map { .init($0.name, id: $0.id) }
        )
        let email = try #require(rows.lazy.flatMap(\.lead.emails).first)
        let texts = [
            "stage:closed tag:vip", "stage:new", "tag:hot", "tag:hotel score>50", "stage=\"new lead\"", "owner:bruno",
            "owner:me stage:new", "email=\(email.uppercased())", "email=\(email) -owner:zoe",
        ]
        for text in texts {
            let query = try LeadQuery.parse(text)
            let filter = ServerFilter(query, vocabulary: vocabulary, context: context)
            let byServer = rows.filter { row in
                // As the guide has it: labels and ids as they are, addresses whatever their case.
                (filter.stage ?? row.lead.stage) == row.lead.stage && (filter.tag.map(row.lead.tags.contains) ?? true)
                    && (filter.ownerID ?? row.lead.assignee?.id) == row.lead.assignee?.id
                    && (filter.email.map { row.lead.emails.map { $0.lowercased() }.contains($0.lowercased()) } ?? true)
            }
            let isOwner = text.contains("owner:") && !text.contains("-owner")
            #expect((filter.ownerID != nil) == isOwner && (filter.email != nil) == text.contains("email="), "\(text)")
            let wanted = rows.filter { query.matches($0, context: context) }
            #expect(!wanted.isEmpty)
            #expect(byServer.filter { filter.remainder.matches($0, context: context) } == wanted, "\(text)")
        }
    }

    // MARK: Completion

    @Test(
        "completion offers fields, then values, and replaces what was typed of them",
        arguments: [
            ("st", 0..<2, ["stage:"]),
            ("jane so", 5..<7, ["source:"]),
            ("-ta", 1..<3, ["tag:"]),
            ("(sco", 1..<4, ["score>="]),
            ("up", 0..<2, ["updated<"]),
            ("age", 0..<3, ["age<", "age>", "age:", "age<=", "age>="]),
            ("stage", 0..<5, ["stage:", "stage="]),
            ("beds", 0..<4, ["bedrooms>=", "bedrooms<=", "bedrooms:", "bedrooms>", "bedrooms<"]),
            ("site>t", 5..<6, ["touch"]),
            ("stage:", 6..<6, ["\"New Lead\"", "Contacted", "Closed", "none"]),
            ("stage:c", 6..<7, ["Contacted", "Closed"]),
            ("stage:lea", 6..<9, ["\"New Lead\""]),
            ("stage:\"new l", 6..<12, ["\"New Lead\""]),
            ("stage:Closed,co", 13..<15, ["Contacted"]),
            ("stage:\"New Lead\",cl", 17..<19, ["Closed"]),
            ("owner:m", 6..<7, ["me"]),
            ("owner:gar", 6..<9, ["\"Bruno García\""]),
            ("type:b", 5..<6, ["buyer"]),
            ("hidden:", 7..<7, ["yes", "no"]),
            ("may:", 4..<4, ["call", "text", "email"]),
            ("sync:f", 5..<6, ["failed"]),
            ("touch>n", 6..<7, ["none"]),
            ("age<1", 4..<5, ["1h", "1d", "1w", "1mo", "1y"]),
            ("score:n", 6..<7, ["none"]),
            ("name:x", 5..<6, []),
            ("xyzzy:x", 6..<7, []),
            ("👩‍👩‍👧 é st", 4..<6, ["stage:"]),
        ] as [(String, Range<Int>, [String])]
    )
    func completes(text: String, range: Range<Int>, candidates: [String]) {
        let completion = QueryCompletion.candidates(text: text, cursor: text.count, vocabulary: Self.vocabulary)
        #expect(completion.range == range)
        #expect(completion.candidates.map(\.text) == candidates)
    }

    @Test("where a term begins every field is offered")
    func everyField() {
        for text in ["", "jane ", "stage:new (", "-"] {
            let completion = QueryCompletion.candidates(text: text, cursor: text.count, vocabulary: Self.vocabulary)
            #expect(completion.candidates.count == QueryField.all.count, "\(text)")
            #expect(completion.range == text.count..<text.count, "\(text)")
        }
    }

    @Test("only the text before the cursor counts, and a cursor outside is brought back")
    func cursor() {
        let text = "stage:Contacted jane"
        let inside = QueryCompletion.candidates(text: text, cursor: 8, vocabulary: Self.vocabulary)
        #expect(inside.candidates.map(\.text) == ["Contacted"])
        #expect(inside.candidates.map(\.count) == [5])
        #expect(inside.range == 6..<8)
        let after = QueryCompletion.candidates(text: text, cursor: 99, vocabulary: Self.vocabulary)
        #expect(after.range == 16..<20)
        let before = QueryCompletion.candidates(text: text, cursor: -5, vocabulary: Self.vocabulary)
        #expect(before.range == 0..<0)
    }

    @Test("a completed label is a query that finds exactly what it was offered for")
    func completionIsReadable() throws {
        for candidate in QueryCompletion.candidates(text: "source:", cursor: 7, vocabulary: Self.vocabulary).candidates
        {
            let query = try LeadQuery.parse("source=" + candidate.text)
            #expect(query.warnings(Self.vocabulary) == [], "\(candidate.text)")
        }
    }
}
