import ArgumentParser
import FoundationEssentials
import JSONText
import Leads
import LoftyAPI
import Sync

/// `foyer api`: any call of the API, within the budget and with the key of this account.
struct APICommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "api",
        abstract: "Send any call of Lofty's API and print its JSON.",
        discussion: """
            A field of a GET or DELETE goes into the query, of a POST or PUT into the body: true, false, null and whole \
            numbers as such, everything else as text; with -F as text always.

              foyer api GET /v1.0/leads -f limit=100 --paginate
              foyer api PUT /v1.0/leads/123 -f stage=Qualified
              foyer api POST /v1.0/notes --input note.json

            A call by which Lofty writes to leads is refused without --override-guard: nothing here looks whether they may \
            be texted or mailed.
            """
    )

    @Argument(help: "\(RawCall.Method.allCases.map(\.rawValue).joined(separator: ", ")).")
    var method: MethodArgument

    @Argument(help: "Such as /v1.0/me; may hold a query.")
    var path: String

    @Option(
        name: .customShort("f"),
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp("A field.", valueName: "key=value")
    )
    var field: [FieldArgument] = []

    @Option(
        name: .customShort("F"),
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp("A field whose value is text.", valueName: "key=value")
    )
    var textField: [FieldArgument] = []

    @Option(help: "File with the body; - is standard input.")
    var input: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Let Lofty write to the lead all the same; why stands in the audit log.",
            valueName: "reason"
        )
    )
    var overrideGuard: String?

    @Flag(help: "Read all pages of a list, a line for each.")
    var paginate = false

    @OptionGroup var limit: TimeLimitOptions

    func validate() throws {
        // Of a write that was broken off nobody could tell whether it arrived.
        if limit.timeout != nil, method.method != .get { throw ValidationError("--timeout is for GET.") }
        if paginate, method.method != .get { throw ValidationError("--paginate is for GET.") }
        if input != nil, !(field + textField).isEmpty {
            throw ValidationError("Give --input or fields, not both.")
        }
        if overrideGuard?.trimmed.isEmpty == true { throw ValidationError("--override-guard wants a reason.") }
    }

    func run() async throws {
        try await reportingFailure {
            limit.begin()
            var call = try call()
            try await check(call)
            let client = LiveClient.make(try AccountSettings.current())
            var pages = 0
            while true {
                if pages > 0 { Progress.count("Pages", pages) }
                pages += 1
                let next = call
                let answer = try await translating { () async throws(APIError) in
                    try await client.send(next)
                }
                if !answer.text.isEmpty { try Output.write(JSONWriting.harmless(answer.text) + "\n") }
                guard paginate, let offset = answer.nextOffset else { return }
                call.query.removeAll { $0.name == "offset" }
                call.query.append(("offset", String(offset)))
            }
        }
    }

    /// Refuses a call that reaches leads, unless a reason was given, which is written down first.
    private func check(_ call: RawCall) async throws(FoyerFailure) {
        guard let channel = call.reach else { return }
        guard let reason = overrideGuard?.trimmed else {
            throw FoyerFailure(
                .refused,
                "\(call.path) has Lofty write to a lead, and this command does not look whether that is allowed. Nothing was "
                    + "sent. “foyer leads show ID” says it; then give the reason with --override-guard."
            )
        }
        let rule = "sent with foyer api, which does not ask the contact guard"
        let override = ContactOverride(channel: channel.rawValue, target: call.path, rule: rule, reason: reason)
        let session = try HeadlessSession.open(timeout: 60)
        do throws(StoreError) {
            for lead in call.reachedLeads.isEmpty ? [Lead.ID(0)] : call.reachedLeads {
                try await session.engine.record(override, on: lead)
            }
        } catch {
            throw FoyerFailure(error)
        }
    }

    private func call() throws(FoyerFailure) -> RawCall {
        guard var call = RawCall(method.method, path) else {
            throw FoyerFailure(
                .misused,
                "“\(path)” is no path of the API. It is written like /v1.0/me, without a host."
            )
        }
        switch method.method {
        case .get, .delete:
            call.query += (field + textField).map { ($0.name, $0.value) }
            call.body = try input.map { path throws(FoyerFailure) in try Self.read(path) }
        case .post, .put: call.body = try body()
        }
        return call
    }

    private func body() throws(FoyerFailure) -> Data? {
        if let input { return try Self.read(input) }
        let members =
            field.map { "\(JSONWriting.string($0.name)):\($0.json)" }
            + textField.map { "\(JSONWriting.string($0.name)):\(JSONWriting.string($0.value))" }
        return members.isEmpty ? nil : Data("{\(members.joined(separator: ","))}".utf8)
    }

    private static func read(_ path: String) throws(FoyerFailure) -> Data {
        let data = try WholeFile.read(path)
        do {
            _ = try JSONLexer.tokens(of: [UInt8](data), skipsMark: true)
            return data
        } catch {
            throw FoyerFailure(
                .refused,
                "\(path) is no JSON: \(error.reason.rawValue) at byte \(error.offset)."
            )
        }
    }
}

/// A method named on the command line, whatever its case.
struct MethodArgument: ExpressibleByArgument {
    let method: RawCall.Method

    init?(argument: String) {
        guard let method = RawCall.Method(rawValue: argument.uppercased()) else { return nil }
        self.method = method
    }
}

/// `key=value`.
struct FieldArgument: ExpressibleByArgument {
    let name: String
    let value: String

    init?(argument: String) {
        guard let sign = argument.firstIndex(of: "="), sign > argument.startIndex else { return nil }
        name = String(argument[..<sign])
        value = String(argument[argument.index(after: sign)...])
    }

    /// As a value of JSON.
    var json: String {
        if ["true", "false", "null"].contains(value)
            || Int64(value).map({ String($0) == value }) == true
        {
            return value
        }
        return JSONWriting.string(value)
    }
}
