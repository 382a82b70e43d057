/// Ways in which the service is stranger than its guide.
///
/// Those that live accounts have shown are on from the start; whatever would break an example of the guide is off.
/// ``Oddity/catalogue`` says what each one is.
package struct SandboxOddities: Hashable, Sendable {
    // MARK: Reads

    package var leadDates = LeadDates.gmt
    package var unsetNumbers = UnsetNumbers.minusOne
    package var unknownTexts = UnknownTexts.notAvailable
    package var metadataName = MetadataName.underscore
    package var singleLead = SingleLead.wrapped
    package var systemLogs = SystemLogShape.current
    package var addsUnknownKey = true
    package var listTagMixesInstances = true
    package var longestLeadPage = 100
    /// How long a `scrollId` is good for; `nil` is for ever.
    package var scrollLifetime: Duration?
    package var unknownStage = UnknownStage.notFound

    // MARK: Writes

    /// How long a new lead stays invisible to reads; writes find it at once.
    package var creationDelay: Duration
    package var mergesDuplicates = false
    package var cutsLongNames = true
    package var ignoresTagRemoval = false
    package var acceptsTagObjects = true
    package var acceptsAssigneesObject = true
    package var noteUpdateDemandsPin = true
    /// Webhooks to http on this machine; https is taken either way.
    package var acceptsPlainCallbacks = true

    // MARK: Gateway

    package var errorBodies = ErrorBodies.object
    package var unauthorizedBody = UnauthorizedBody.object
    package var getDemandsContentType = true
    /// DELETE without a content type is refused with code 20001, as one live report has it.
    package var deleteDemandsContentType: Bool
    package var rateHeaders = RateHeaders.epochSeconds
    package var rateRemainingLag = 0

    package init(
        deleteDemandsContentType: Bool = false,
        scrollLifetime: Duration? = nil,
        creationDelay: Duration = .zero
    ) {
        self.deleteDemandsContentType = deleteDemandsContentType
        self.scrollLifetime = scrollLifetime
        self.creationDelay = creationDelay
    }
}

// MARK: - Choices

extension SandboxOddities {
    package enum LeadDates: String, CaseIterable, Sendable {
        /// `2026-05-06T03:41:02GMT`.
        case gmt
        /// `2026-05-06T03:41:02Z`.
        case zulu
    }

    package enum UnsetNumbers: String, CaseIterable, Sendable {
        case minusOne = "-1"
        case null
    }

    package enum UnknownTexts: String, CaseIterable, Sendable {
        case notAvailable = "N/A"
        case null
    }

    package enum MetadataName: String, CaseIterable, Sendable {
        case underscore = "_metadata"
        case getter = "get_metadata"
    }

    package enum SingleLead: String, CaseIterable, Sendable {
        case wrapped
        case bare
    }

    package enum SystemLogShape: String, CaseIterable, Sendable {
        case current
        case old
    }

    package enum UnknownStage: String, CaseIterable, Sendable {
        case notFound = "404"
        case empty
    }

    package enum ErrorBodies: String, CaseIterable, Sendable {
        case object
        case string
    }

    package enum UnauthorizedBody: String, CaseIterable, Sendable {
        case object
        case empty
        case html
    }

    package enum RateHeaders: String, CaseIterable, Sendable {
        case none
        case epochSeconds = "epoch-s"
        case epochMillis = "epoch-ms"
        case millisFromNow = "ms-from-now"
    }
}

extension Duration {
    var millis: Int64 { components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000 }
}
