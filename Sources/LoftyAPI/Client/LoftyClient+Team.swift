import JSONText
public import Leads

extension LoftyClient {
    public func me() async throws(APIError) -> Member {
        try await fetch(APICall(.me)) { answer throws(WireError) in try Member(wire: answer) }
    }

    public func members() async throws(APIError) -> [Member] {
        // Lofty refuses large pages of members without saying where large begins; 25 is its own default.
        let members = try await wholeList(of: .members) { page, received throws(APIError) in
            let query = [QueryItem("offset", String(received)), QueryItem("limit", "25")]
            do throws(APIError) {
                return try await self.fetch(APICall(.members, query: query)) { answer throws(WireError) in
                    try WirePage(answer, "members", of: "member") { item throws(WireError) in try Member(wire: item) }
                }
            } catch  where error.code == 20_003 {
                // "No such user" is how a list without matches is answered.
                return nil
            }
        }
        var seen: Set<Member.ID> = []
        return members.filter { seen.insert($0.id).inserted }
    }

    public func stages() async throws(APIError) -> [Stage] {
        let stages = try await wholeList(of: .stages) { page, _ throws(APIError) in
            let query = [QueryItem("currPage", String(page)), QueryItem("pageSize", "100")]
            return try await self.fetch(APICall(.stages, query: query)) { answer throws(WireError) in
                try WirePage(answer, "pipelines", of: "stage") { item throws(WireError) in try Stage(wire: item) }
            }
        }
        var seen: Set<Stage.ID> = []
        return stages.filter { seen.insert($0.id).inserted }
    }

    /// Definitions and applied tags stand mixed in one list on the wire.
    public func tagNames() async throws(APIError) -> [String] {
        try await fetch(APICall(.tags)) { answer throws(WireError) in
            guard answer.kind == .array else { throw WireError("it is not a list") }
            return [String](wireTags: answer.items)
        }
    }

    /// Asks for page after page until as many items have come as the server says there are.
    ///
    /// `fetchPage` gets the number of pages and of items so far, and ends the list with `nil`.
    private func wholeList<Item>(
        of endpoint: Endpoint,
        _ fetchPage: (_ page: Int, _ received: Int) async throws(APIError) -> WirePage<Item>?
    ) async throws(APIError) -> [Item] {
        var items: [Item] = []
        var received = 0
        var pages = 0
        while let page = try await fetchPage(pages, received) {
            report(page.list.unreadable, of: endpoint)
            items += page.list.items
            received += page.count
            pages += 1
            if page.count == 0 || received >= page.total { break }
        }
        return items
    }
}
