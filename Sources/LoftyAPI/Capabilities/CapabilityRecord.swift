import FoundationEssentials

/// What the client knows of its account: loaded once, changed by probes and by answers, saved at each change.
actor CapabilityRecord {
    private let store: any CapabilityStore
    private let configuration: LoftyConfiguration
    private var known: AccountCapabilities?
    private var hasWarned = false

    init(_ configuration: LoftyConfiguration) {
        store = configuration.capabilities
        self.configuration = configuration
    }

    var current: AccountCapabilities {
        if let known { return known }
        let loaded = store.load() ?? AccountCapabilities()
        known = loaded
        return loaded
    }

    var tags: AccountCapabilities.TagDialect { current.tags.value ?? .addAndRemove }
    var assignment: AccountCapabilities.AssignmentDialect { current.assignment.value ?? .roles }

    /// Changes what is known; other processes' findings that were saved meanwhile are overwritten, and found again.
    func learn(_ change: (inout AccountCapabilities) -> Void) {
        var capabilities = current
        change(&capabilities)
        guard capabilities != known else { return }
        known = capabilities
        do throws(CapabilityStoreError) {
            try store.save(capabilities)
        } catch {
            warnOnce(error)
        }
    }

    private func warnOnce(_ error: CapabilityStoreError) {
        guard !hasWarned else { return }
        hasWarned = true
        configuration.warn(
            .capabilitiesNotKept(reason: error.reason),
            "What was found out about the account is not kept: \(error.reason)"
        )
    }
}
