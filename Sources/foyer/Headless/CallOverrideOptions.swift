import ArgumentParser
import Leads

/// Why a call is logged that the guard would have kept back.
struct CallOverrideOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Log a call that should not have been made; why stands in the audit log.",
            valueName: "reason"
        )
    )
    var overrideGuard: String?

    var reason: String? { overrideGuard?.trimmed }

    func validate() throws {
        if reason?.isEmpty == true { throw ValidationError("--override-guard wants a reason.") }
    }
}
