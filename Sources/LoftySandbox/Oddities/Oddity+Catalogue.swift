extension Oddity {
    /// Every switch, in the order of `GET /sandbox/oddities`.
    static let catalogue: [Oddity] = reads + writes + gateway

    private static let reads: [Oddity] = [
        .choice("dates", \.leadDates, "How dates of leads and tags name their zone."),
        .choice(
            "unset-numbers",
            \.unsetNumbers,
            "What stands for a number that is not set in inquiries and properties."
        ),
        .choice("unknown-texts", \.unknownTexts, "What stands for a qualification that nobody has answered."),
        .choice(
            "metadata",
            \.metadataName,
            "The member that tells of the page; the published samples have the second."
        ),
        .choice(
            "single-lead",
            \.singleLead,
            "Whether one lead comes inside \"lead\"; the published schema has it bare."
        ),
        .choice("system-logs", \.systemLogs, "The shape of change logs now, or as it was before July 2026."),
        .flag("unknown-key", \.addsUnknownKey, "Leads carry a member that the published schema does not know."),
        .flag("mixed-tags", \.listTagMixesInstances, "listTag shows tags on leads among the definitions."),
        .number("page-cap", \.longestLeadPage, in: 1...100, "The longest page of leads, whatever the limit says."),
        .lifetime("scroll-lifetime", \.scrollLifetime, "How long a scrollId is good for."),
        .choice("unknown-stage", \.unknownStage, "The answer to a list that is filtered by a stage that is not there."),
    ]

    private static let writes: [Oddity] = [
        .pause("creation-delay", \.creationDelay, "How long a new lead is 404 to reads, while writes find it."),
        .flag(
            "merged-duplicates",
            \.mergesDuplicates,
            "A create with the email or phone of a lead changes that lead and answers with the id of a dead one."
        ),
        .flag(
            "lossy-names",
            \.cutsLongNames,
            "Names and segments are cut at 30 characters, tags at 64, without a word."
        ),
        .flag("old-tag-backend", \.ignoresTagRemoval, "tagsRemove and clearAllTags are ignored."),
        .flag("tag-objects", \.acceptsTagObjects, "Tags may be objects with a tagName, as in the guide."),
        .flag("assignees-object", \.acceptsAssigneesObject, "Assignees may stand in an object, as in the guide."),
        .flag("strict-pin", \.noteUpdateDemandsPin, "A note is not updated without isPin; else that unpins it."),
        .flag("http-callbacks", \.acceptsPlainCallbacks, "Webhooks may go to http on this machine, not only to https."),
    ]

    private static let gateway: [Oddity] = [
        .choice("errors", \.errorBodies, "Errors as objects, or as the plain strings of the published schema."),
        .choice("unauthorized", \.unauthorizedBody, "The body of a 401, which nobody has reported."),
        .flag("get-content-type", \.getDemandsContentType, "415 for ponds and custom fields without a content type."),
        .flag("delete-content-type", \.deleteDemandsContentType, "400 for DELETE without a content type."),
        .choice("rate-headers", \.rateHeaders, "Whether there are rate limit headers, and what their reset counts."),
        .number("rate-lag", \.rateRemainingLag, in: 0...1_000, "By how many calls the remaining budget lags behind."),
    ]
}
