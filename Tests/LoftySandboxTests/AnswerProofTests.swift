import Foundation
import OpenAPI
import Testing

@testable import LoftySandbox

/// Holds the answers of every operation against Lofty's own OpenAPI document, where it is at hand.
@Suite("Every answer", .timeLimit(.minutes(5)))
struct AnswerProofTests {
    /// Whose ways the sandbox has.
    enum Dialect: CaseIterable, Sendable {
        /// Those that live accounts have shown, which the sandbox has by default.
        case wire
        /// Those of the document, as far as there are switches for them; it lets more of each answer be checked.
        case document

        var oddities: SandboxOddities {
            var oddities = SandboxOddities()
            switch self {
            case .wire: break
            case .document:
                oddities.metadataName = .getter
                oddities.singleLead = .bare
                oddities.errorBodies = .string
                oddities.addsUnknownKey = false
            }
            return oddities
        }
    }

    private func walk(_ dialect: Dialect = .wire) async throws -> [AnswerTour.Exchange] {
        let configuration = SandboxConfiguration(leads: 60, oddities: dialect.oddities)
        return try await withSandbox(configuration) { _, client in
            var tour = AnswerTour(client)
            try await tour.walk()
            return tour.exchanges
        }
    }

    @Test("every operation of the contract that the router knows is asked, and answers well at least once")
    func coversRouter() async throws {
        let names = Router.contract.routes.map { "\($0.method.rawValue) \($0.pattern.text)" }
        #expect(Set(names).count == names.count, "a route stands in the router twice")
        var rest = Set(names.filter { !$0.contains(" /sandbox/") })
        for exchange in try await walk() where exchange.status == 200 {
            let path = exchange.target.split(separator: "?")[0]
            let route = try Router.contract.match(method: exchange.method, path: String(path)).route
            rest.remove("\(exchange.method) \(route.pattern.text)")
        }
        #expect(rest.isEmpty, "\(rest.sorted())")
    }

    @Test(
        "each fits the document, but for the differences that the contract knows",
        .enabled(if: isAtHand),
        arguments: Dialect.allCases
    )
    func fitsDocument(dialect: Dialect) async throws {
        let document = try #require(try OpenAPIDocument.atHand(ProcessInfo.processInfo.environment))
        let exchanges = try await walk(dialect)
        let differences = Difference.all(in: dialect)
        var operations: Set<String> = []
        var unexpected: Set<String> = []
        var excused: Set<Difference> = []
        for exchange in exchanges {
            let finding = document.checkAnswer(
                method: exchange.method,
                target: exchange.target,
                status: exchange.status,
                body: exchange.body
            )
            let name = finding.operation?.name ?? exchange.target
            operations.insert(name)
            for violation in finding.violations {
                if let known = differences.first(where: { $0.excuses(name, exchange.status, violation) }) {
                    excused.insert(known)
                } else {
                    unexpected.insert("\(name) \(exchange.status): \(violation)")
                }
            }
        }
        print(
            "\(dialect): \(operations.count) of the document's \(document.operations.count) operations,",
            "\(exchanges.count) answers, \(excused.count) differences, \(unexpected.count) violations"
        )
        #expect(unexpected.isEmpty, "\(unexpected.sorted().joined(separator: "\n"))")
        #expect(excused == Set(differences), "a difference that nothing needs any more")
    }

    @Test(
        "each has every key that the document knows, but for those that the contract does not",
        .enabled(if: isAtHand)
    )
    func hasKeys() async throws {
        let document = try #require(try OpenAPIDocument.atHand(ProcessInfo.processInfo.environment))
        let exchanges = try await walk(.document).filter { $0.status == 200 }
        var absent: Set<String> = []
        for operation in document.operations {
            let bodies = exchanges.filter { document.operation($0.method, $0.target) == operation }.map(\.body)
            guard !bodies.isEmpty else { continue }
            let keys = try document.absentKeys(of: operation, status: 200, in: bodies)
            absent.formUnion(keys.map { "\(operation.name): \($0)" })
        }
        let unexpected = absent.filter { key in !Self.absences.contains { key.hasSuffix($0.key) } }
        #expect(unexpected.isEmpty, "\(unexpected.sorted().joined(separator: "\n"))")
        let unneeded = Self.absences.keys.filter { end in !absent.contains { $0.hasSuffix(end) } }
        #expect(unneeded.isEmpty, "\(unneeded)")
    }

    /// Ends of keys that no answer has, and why.
    private static let absences = [
        "get_metadata.scrollId": "§6: a string or absent; only leads are scrolled.",
        "leadInquiry.leadUserId": "§7.8: only looks like one of reads; absent from the sample of what was seen, §7.2.",
        "leadInquiry.modifyByAgent": "Likewise.",
        "leadInquiry.createTime": "Likewise.",
        "leadInquiry.updateTime": "Likewise.",
        "leadPropertyList[].leadUserId": "Likewise.",
        "leadPropertyList[].priceMax": "§7.8: for writes only.",
        "leadPropertyList[].priceMin": "§7.8: for writes only.",
        "listing.id": "§7.9: an activity brings its listing along; it is none of the lead's properties.",
        "listing.leadUserId": "Likewise.",
        "listing.priceMax": "§7.8: for writes only.",
        "listing.priceMin": "§7.8: for writes only.",
    ]

    private static var isAtHand: Bool { ProcessInfo.processInfo.environment["FOYER_OPENAPI"]?.isEmpty == false }
}
