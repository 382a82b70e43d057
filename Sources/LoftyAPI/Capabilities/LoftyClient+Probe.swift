import FoundationEssentials
import Leads

extension LoftyClient {
    /// What is known of the account, without a call.
    public func capabilities() async -> AccountCapabilities { await capabilityRecord.current }

    /// Finds out what the account can do, unless that was done within 30 days: at most six reads of the sync lane.
    ///
    /// A read that fails leaves its capabilities as they were; nothing is ever written to find something out.
    ///
    /// - Throws: when no read at all was answered.
    @discardableResult
    public func probeCapabilities() async throws(APIError) -> AccountCapabilities {
        let known = await capabilityRecord.current
        guard known.isStale(at: configuration.time.date()) else { return known }
        let probe = CapabilityProbe(client: self)
        let findings = try await probe.run()
        let now = configuration.time.date()
        await capabilityRecord.learn { capabilities in
            for finding in findings { finding(&capabilities) }
            capabilities.probedAt = now
        }
        for name in probe.contradictions(await capabilityRecord.current) {
            let operation = Endpoint.leads.operation
            configuration.warn(
                .notHonoured(parameter: name, operation: operation),
                "\(operation) answers as if \(name) had not been sent"
            )
        }
        return await capabilityRecord.current
    }
}

/// Asks an account what it can do.
struct CapabilityProbe {
    typealias Finding = @Sendable (inout AccountCapabilities) -> Void

    let client: LoftyClient

    func run() async throws(APIError) -> [Finding] {
        let sample = LeadListRequest(sort: .createTime, isDescending: true, limit: 100)
        let newest = try await read { () async throws(APIError) in try await client.leads(sample) }
        var findings = pageCap(newest)
        findings += await sorting(newest)
        findings += await filtering(newest)
        findings += await stages(newest)
        findings += await members(newest)
        if let lead = newest.leads.first { findings += await communications(of: lead.id) }
        if let unit = await client.governor.resetUnit {
            let evidence = evidence("any call", "X-RateLimit-Reset was read as \(unit.rawValue)")
            findings.append { $0.resetUnit = .observed(unit, evidence) }
        }
        return findings
    }

    /// Parameters that the account was seen to ignore.
    func contradictions(_ capabilities: AccountCapabilities) -> [String] {
        var names: [String] = []
        if capabilities.honoursSort.value == false { names.append("sort") }
        if capabilities.honoursFilters.value == false { names.append("key") }
        return names
    }

    private func read<Value: Sendable>(
        _ call: () async throws(APIError) -> Value
    ) async throws(APIError) -> Value {
        // `withValue` cannot say which errors its closure throws.
        let result: Result<Value, APIError> = await CallLane.$current.withValue(.sync) {
            do throws(APIError) { return .success(try await call()) } catch { return .failure(error) }
        }
        return try result.get()
    }

    private func evidence(_ asked: String, _ seen: String) -> Evidence {
        Evidence(asked: asked, seen: seen, at: client.configuration.time.date())
    }

    /// A page is capped only when it is shorter than both what was asked and what there is.
    private func pageCap(_ page: LeadPage) -> [Finding] {
        let count = page.leads.count + page.unreadable.count
        guard count > 0, page.total > count || count == 100 else { return [] }
        let evidence = evidence("GET /v1.0/leads?limit=100", "\(count) of \(page.total) leads came")
        return [{ $0.pageCap = .observed(count, evidence) }]
    }

    /// The other end of the order must bring the other end of the book.
    private func sorting(_ newest: LeadPage) async -> [Finding] {
        guard newest.total > 1, let first = newest.leads.first?.createdAt else { return [] }
        let request = LeadListRequest(sort: .createTime, isDescending: false, limit: 1)
        // Without an answer nothing is known, as before.
        guard let oldest = try? await read({ () async throws(APIError) in try await client.leads(request) }),
            let last = oldest.leads.first?.createdAt, newest.leads.contains(where: { $0.createdAt != first })
        else { return [] }
        let evidence = evidence(
            "GET /v1.0/leads?sort=CreateTime, up and down",
            last < first ? "the other end came first" : "the order stayed"
        )
        return [{ $0.honoursSort = .observed(last < first, evidence) }]
    }

    /// A key that no lead can hold must bring no lead.
    private func filtering(_ newest: LeadPage) async -> [Finding] {
        guard newest.total > 0 else { return [] }
        let request = LeadListRequest(key: "zqxj-no-such-lead-0190", limit: 1)
        // Without an answer nothing is known, as before.
        guard let none = try? await read({ () async throws(APIError) in try await client.leads(request) }) else {
            return []
        }
        let evidence = evidence("GET /v1.0/leads?key=…, of nobody", "\(none.total) of \(newest.total) leads")
        return [{ $0.honoursFilters = .observed(none.total < newest.total, evidence) }]
    }

    private func stages(_ newest: LeadPage) async -> [Finding] {
        // Without an answer nothing is known, as before.
        guard let stages = try? await read({ () async throws(APIError) in try await client.stages() }) else {
            return []
        }
        let named = Dictionary(stages.map { ($0.name, $0.id) }, uniquingKeysWith: { first, _ in first })
        let pairs = newest.leads.compactMap { lead in
            lead.stage.flatMap { named[$0] }.flatMap { id in lead.stageID.map { $0 == id } }
        }
        guard !pairs.isEmpty else { return [] }
        let agreeing = pairs.count { $0 }
        let evidence = evidence(
            "GET /v1.0/teamFeatures/lead-pipelines, against the leads of a page",
            "\(agreeing) of \(pairs.count) stages had the same id"
        )
        return [{ $0.stageIDsMatch = .observed(agreeing == pairs.count, evidence) }]
    }

    /// The caller's own id against the ids on leads that bear the caller's name.
    private func members(_ newest: LeadPage) async -> [Finding] {
        // Without an answer nothing is known, as before.
        guard let me = try? await read({ () async throws(APIError) in try await client.me() }) else { return [] }
        let name = "\(me.firstName) \(me.lastName)"
        let ids = Set(newest.leads.compactMap(\.assignee).filter { $0.name == name }.compactMap(\.id))
        guard !ids.isEmpty else { return [] }
        let isSame = ids.contains(me.id.rawValue)
        let evidence = evidence(
            "GET /v1.0/me, against assignedUserId of leads under the same name",
            isSame ? "the same number" : "numbers of another kind"
        )
        return [{ $0.userIDs = .observed(isSame ? .same : .different, evidence) }]
    }

    private func communications(of lead: Lead.ID) async -> [Finding] {
        let asked = "GET /v2.0/leads/{leadId}/activities"
        do throws(APIError) {
            _ = try await read { () async throws(APIError) in try await client.communications(of: lead) }
            let evidence = evidence(asked, "a list")
            return [{ $0.hasCommunications = .observed(true, evidence) }]
        } catch {
            guard error.kind == .refused || error.kind == .notGranted else { return [] }
            let evidence = evidence(asked, "status \(error.status ?? 0)")
            return [{ $0.hasCommunications = .observed(false, evidence) }]
        }
    }
}
