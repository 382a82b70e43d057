import Leads

extension LoftyClient {
    /// Sends an edit; taking tags off is done in the way that the account understands.
    ///
    /// Servers from before August 2026 ignore `tagsRemove` without a word. So the first removal is looked at before and
    /// after, and where the tags are still there the list is read, filtered and written as a whole, then and from then on.
    func write(_ edit: LeadEdit, to id: Lead.ID) async throws(APIError) {
        guard !edit.removingTags.isEmpty else { return try await send(edit, to: id) }
        switch await capabilityRecord.current.tags {
        case .observed(.addAndRemove, _): try await send(edit, to: id)
        case .observed(.replace, _): try await replaceTags(edit, of: id)
        case .unknown:
            if TagRemoval.isProvedByCaller { try await send(edit, to: id) } else { try await tryRemoval(edit, of: id) }
        }
    }

    private func send(_ edit: LeadEdit, to id: Lead.ID) async throws(APIError) {
        try await perform(APICall(.updateLead, of: id, body: LeadBody(edit)))
    }

    private func tryRemoval(_ edit: LeadEdit, of id: Lead.ID) async throws(APIError) {
        // Without a look before, tags that are gone afterwards prove nothing; the edit itself does not need it.
        let before = try? await lead(id, includingTrashed: false).tags
        do {
            try await send(edit, to: id)
        } catch {
            guard error.kind == .refused, error.status == 400 else { throw error }
            do {
                try await replaceTags(edit, of: id)
            } catch let secondError where secondError.kind == .refused {
                // Both were refused; the first answer is about what was asked for.
                throw error
            }
            return await learn(
                .replace,
                "tagsRemove drew a 400, and the tags are gone after writing the list",
                edit,
                id
            )
        }
        guard before?.contains(where: edit.removingTags.contains) != false else { return }
        // The edit was accepted; a failed look at it only leaves the way unlearned.
        guard let lead = try? await lead(id, includingTrashed: false) else { return }
        guard lead.tags.contains(where: edit.removingTags.contains) else {
            guard before != nil else { return }
            return await learn(.addAndRemove, "the tags were gone after tagsRemove", edit, id)
        }
        try await replaceTags(edit, of: id)
        await learn(.replace, "tagsRemove was ignored, and the tags are gone after writing the list", edit, id)
    }

    /// Reads just before it writes, so that a tag that somebody else adds meanwhile is lost only within one call.
    private func replaceTags(_ edit: LeadEdit, of id: Lead.ID) async throws(APIError) {
        try await TurnReserve.forReadThenWrite { () async throws(APIError) in
            var tags: [String]
            if let wanted = edit.tags { tags = wanted } else { tags = try await lead(id, includingTrashed: false).tags }
            tags += edit.addingTags.filter { !tags.contains($0) }
            tags.removeAll { edit.removingTags.contains($0) }
            var whole = edit
            (whole.tags, whole.addingTags, whole.removingTags) = (tags, [], [])
            try await send(whole, to: id)
        }
    }

    /// Writing the list is believed only when the tags are gone.
    private func learn(
        _ dialect: AccountCapabilities.TagDialect,
        _ seen: String,
        _ edit: LeadEdit,
        _ id: Lead.ID
    ) async {
        if dialect == .replace {
            // Without a second look nothing is learned; the edit itself was accepted.
            guard let lead = try? await lead(id, includingTrashed: false),
                !lead.tags.contains(where: edit.removingTags.contains)
            else { return }
        }
        let evidence = Evidence(asked: Endpoint.updateLead.operation, seen: seen, at: configuration.time.date())
        await capabilityRecord.learn { $0.tags = .observed(dialect, evidence) }
    }
}

/// Who looks whether tags that were taken off are gone.
///
/// A reading may come from a copy that is behind, and a list of tags that is made of it takes off what others have added
/// since. A caller that has the patience to look more than once says so, and the client then does not look itself.
package enum TagRemoval {
    @TaskLocal package static var isProvedByCaller = false
}
