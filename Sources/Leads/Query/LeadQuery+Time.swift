extension LeadQuery {
    /// True when a lead may come to match, or cease to, only because time passes: `age<2d`, `may:call` and `next:today` do,
    /// `age:none` does not.
    package var dependsOnTime: Bool {
        asksForHours || asksForNextSteps || !agesAskedFor.isEmpty
    }
}
