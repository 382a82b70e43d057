extension LoftyClient {
    /// All subscriptions of the team.
    ///
    /// `GET /v1.0/webhooks`.
    public func webhooks() async throws(APIError) -> [WebhookSubscription] {
        try await fetchList(APICall(.webhooks), of: "subscription") { item throws(WireError) in
            try WebhookSubscription(wire: item)
        }
    }

    /// Subscribes to changes.
    ///
    /// `POST /v1.0/webhook`. Not repeatable.
    ///
    /// There is no call that changes a subscription: delete it and make another.
    public func createWebhook(_ new: NewWebhookSubscription) async throws(APIError) -> WebhookSubscription {
        let checks = RequestChecks(.createWebhook)
        try checks.isCallback(new.callbackURL, mayBeHere: composer.isForThisMachine)
        if let limit = new.limit { try checks.isWithin(limit, 1...5_000, "The limit is", "") }
        return try await fetch(APICall(.createWebhook, body: WebhookBody(new))) { answer throws(WireError) in
            try WebhookSubscription(wire: answer)
        }
    }

    /// Ends a subscription.
    ///
    /// `DELETE /v1.0/webhook/{subscribeId}`. There is no way back.
    public func deleteWebhook(_ id: WebhookSubscription.ID) async throws(APIError) {
        try RequestChecks(.deleteWebhook).isID(id.rawValue, "The id of the subscription")
        try await perform(APICall(.deleteWebhook, at: "subscribeId", id))
    }
}

extension RequestChecks {
    /// A server on this machine, such as a sandbox, can call this machine, and needs no TLS for it.
    fileprivate func isCallback(_ url: String, mayBeHere: Bool) throws(APIError) {
        let isClean = url.unicodeScalars.allSatisfy { ("!"..."~").contains($0) }
        let lowercased = url.lowercased()
        if mayBeHere, isClean, lowercased.hasPrefix("http://") {
            if Loopback.contains(host: Self.host(of: lowercased, after: "http://")) { return }
        }
        let host = Self.host(of: lowercased, after: "https://")
        let isPublic = host.contains(".") && !host.hasPrefix(".") && !Loopback.contains(host: host)
        guard lowercased.hasPrefix("https://"), isClean, isPublic else {
            throw APIError.invalid(operation, "A callback is a whole https URL that Lofty can reach")
        }
    }

    private static func host(of url: String, after scheme: String) -> String {
        String(url.dropFirst(scheme.count).prefix { !"/?#:".contains($0) })
    }
}
