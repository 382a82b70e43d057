package import FoundationEssentials
import JSONText
import Leads

/// The block that tells where a page stands in its list.
struct PageMetadata {
    /// Matches in all.
    var total: Int
    var scrollID: String?

    /// Lofty sends `_metadata`; its own documentation shows `get_metadata`.
    init(wire: JSONValue) throws(WireError) {
        guard let metadata = wire["_metadata"] ?? wire["get_metadata"],
            let total = metadata["total"]?.integer.flatMap({ Int(exactly: $0) }), total >= 0
        else { throw WireError("the list does not say how many items it has") }
        self.total = total
        scrollID = metadata["scrollId"]?.text
    }
}

extension LeadPage {
    init(wire: JSONValue) throws(WireError) {
        let metadata = try PageMetadata(wire: wire)
        guard wire["leads"]?.kind == .array || metadata.total == 0 else {
            throw WireError("the list of leads is missing")
        }
        let leads = LossyList(wire.list("leads"), of: "lead") { item throws(WireError) in try Lead(wire: item) }
        self.init(
            leads: leads.items,
            total: metadata.total,
            scrollID: metadata.scrollID,
            unreadable: leads.unreadable
        )
    }
}

extension LeadPage {
    /// Reads the body of an answer to `GET /v1.0/leads` on its own, without a call.
    ///
    /// - Throws: ``APIError/Kind/unreadableAnswer`` for what is no page of leads.
    package init(answer body: Data) throws(APIError) {
        let problem: String
        do {
            self = try Self.read(body)
            return
        } catch let error as WireError {
            problem = error.reason
        } catch let error as JSONError {
            problem = error.reason.rawValue
        } catch {
            problem = "\(error)"
        }
        throw APIError(
            .unreadableAnswer,
            operation: Endpoint.leads.operation,
            serverText: "The answer cannot be read: \(problem)",
            disposition: .permanent
        )
    }

    private static func read(_ body: Data) throws -> LeadPage { try LeadPage(wire: try JSONDocument(body).root) }
}
