package import Leads
package import ViewModels

/// Runs programs of the person's.
package protocol WorkbenchTools: Sendable {
    /// Returns when the program has ended, or was ended because its time was up.
    func run(_ call: ToolCall, on lead: Lead) async -> ToolAnswer
}
