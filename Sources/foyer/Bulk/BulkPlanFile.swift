import Digest
import FoundationEssentials
import Leads
import Panes
import Sync
import ViewModels

/// A plan as a file: what `foyer bulk plan` prints and `foyer bulk apply` takes.
///
/// Whoever wants another plan makes another one: a file that was edited is refused by its digest.
struct BulkPlanFile: Codable, Sendable {
    /// The form of the file; others are refused.
    var foyerBulkPlan = Self.version
    /// Whose leads it is about.
    var account: AccountIdentity
    var madeAt: Date
    var query: String
    var verb: String
    var calls: Int
    var changing: [Entry]
    var unchanged: [Left]
    var blocked: [Left]
    /// Over everything else.
    var digest = ""

    static let version = 1

    /// A lead that changes.
    struct Entry: Codable, Sendable {
        var leadId: Int64
        var name: String
        /// For a reader; the changes count.
        var words: [String]
        var changes: [LeadChange]
    }

    /// A lead that does not, and why.
    struct Left: Codable, Sendable {
        var leadId: Int64
        var name: String
        var reason: String
    }

    init(_ plan: BulkPlan, of query: String, account: AccountIdentity, at date: Date) throws(FoyerFailure) {
        self.account = account
        madeAt = date
        self.query = query
        verb = plan.verb.name
        calls = plan.calls
        (changing, unchanged, blocked) = ([], [], [])
        for row in plan.rows {
            let name = row.lead.displayName
            switch row.outcome {
            case .changes(let changes):
                let words = changes.map { Wording.change($0) }
                changing.append(Entry(leadId: row.id.rawValue, name: name, words: words, changes: changes))
            case .nothingToDo(let reason):
                let words = reason.map(Wording.noChange) ?? "is so already"
                unchanged.append(Left(leadId: row.id.rawValue, name: name, reason: words))
            case .blocked(let obstacle):
                let words = Wording.bulkObstacle(obstacle, lead: name)
                blocked.append(Left(leadId: row.id.rawValue, name: name, reason: words))
            }
        }
        digest = try fingerprint()
    }

    /// Reads a file and checks that it is as it was made.
    init(reading bytes: [UInt8], named name: String) throws(FoyerFailure) {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        do {
            self = try decoder.decode(BulkPlanFile.self, from: Data(bytes))
        } catch {
            throw FoyerFailure(.refused, "\(name) is no plan of “foyer bulk plan”. Nothing was changed.")
        }
        guard foyerBulkPlan == Self.version else {
            throw FoyerFailure(.refused, "\(name) is a plan of another Foyer. Make it anew with “foyer bulk plan”.")
        }
        guard digest == (try fingerprint()) else {
            throw FoyerFailure(
                .refused,
                "\(name) was changed after it was made. Make it anew with “foyer bulk plan”; nothing was changed."
            )
        }
    }

    private func fingerprint() throws(FoyerFailure) -> String {
        var blank = self
        blank.digest = ""
        // Dates are written to the second, so they are read as they were written.
        return Digest.base64URL(Digest.sha256(try Output.jsonBytes(blank) + "\n".utf8))
    }
}
