public import FoundationEssentials
public import Leads

/// Something a lead did on a website.
///
/// Source: Lofty API, `GET /v1.0/leads/{leadId}/activities` and `POST /v1.0/leads/{leadId}/activity`.
public struct SiteActivity: Hashable, Sendable, Identifiable {
    public var kind: Reported<Kind>
    public var text: String?
    public var link: String?
    /// URL of a preview picture.
    public var picture: String?
    public var at: Date
    public var listing: LeadProperty?
    /// Of a showing that was asked for, as the website wrote it.
    public var scheduledDate: String?
    /// Of a form that was filled in.
    public var pageName: String?

    /// Lofty requires all of these on a write.
    public init(_ kind: Kind, text: String, link: String, picture: String, at date: Date) {
        self.kind = .known(kind)
        self.text = text
        self.link = link
        self.picture = picture
        at = date
    }

    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Searched, such as by a kind of property.
        case search = "Search"
        /// Looked at a home.
        case browse = "Browse"
        /// Saved a home.
        case favorite = "Favorite"
        /// Asked for a showing.
        case request = "Request"
        /// Filled in a form.
        case submission = "Submission"
    }

    /// A digest of kind, time, link and ``summary``: Lofty gives activities no id.
    public var id: String {
        let milliseconds = WireDate.milliseconds(at).map { String($0) }
        return TextDigest.of([kind.word, milliseconds ?? "", link ?? "", summary])
    }

    /// The text, else the home, the page, the link or the kind: the first that says something.
    public var summary: String { text ?? listing?.streetAddress ?? pageName ?? link ?? kind.word }
}

extension TimelineEntry {
    /// The line of the timeline for something on a website.
    public init(_ activity: SiteActivity) {
        self.init(
            id: "site:\(activity.id)",
            at: activity.at,
            kind: .site(activity.kind.word),
            text: activity.summary,
            home: activity.listing.map { Home(zipCode: $0.zipCode, price: $0.price) }
        )
    }
}
