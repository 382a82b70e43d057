import ArgumentParser
import Leads

extension LeadsCommand {
    struct UpdateCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "update",
            abstract: "Change stage, tags and fields of a lead, and who sees it.",
            discussion: """
                Only what changes is sent. --email, --phone and --type take the place of the whole list, so give all that \
                shall stand there; an empty text empties a field.
                """
        )

        @OptionGroup var writing: WritingOptions
        @Argument(help: LeadBatch.help, completion: LiveWords.leads) var lead: LeadTarget
        @Option(parsing: .unconditional, help: "A stage of the team.", completion: LiveWords.stages)
        var stage: String?
        @Option(parsing: .unconditionalSingleValue, help: "May be repeated.", completion: LiveWords.tags)
        var addTag: [String] = []
        @Option(parsing: .unconditionalSingleValue, help: "May be repeated.", completion: LiveWords.tags)
        var removeTag: [String] = []
        @Option(parsing: .unconditional, help: "A lead always has one.") var firstName: String?
        @Option(parsing: .unconditional, help: "Family name.") var lastName: String?
        @Option(help: "May be repeated; takes the place of all addresses.") var email: [String] = []
        @Option(help: "May be repeated; takes the place of all numbers.") var phone: [String] = []
        @Option(help: "buyer, seller, renter, …; may be repeated; takes the place of all.") var type: [String] = []
        @Option(parsing: .unconditional, help: "Where the lead came from.") var source: String?
        @Flag(inversion: .prefixedNo, help: "Show it to its owner alone, which has to be you; or to the team again.")
        var hidden: Bool?

        func validate() throws {
            if intents.isEmpty { throw ValidationError("Say what to change: --stage, --add-tag, --email and so on.") }
        }

        private var intents: [Intent] {
            var intents = [stage].compactMap(\.self).map(Intent.setStage)
            intents += addTag.map(Intent.addTag) + removeTag.map(Intent.removeTag)
            intents += [hidden].compactMap(\.self).map(Intent.setHidden)
            let fields: [(EditableField, [String])] = [
                (.firstName, [firstName].compactMap(\.self)), (.lastName, [lastName].compactMap(\.self)),
                (.emails, email), (.phones, phone), (.types, type), (.source, [source].compactMap(\.self)),
            ]
            // An empty text is a value: it empties the field.
            return intents + fields.filter { !$0.1.isEmpty }.map { .setField($0.0, to: $0.1) }
        }

        func run() async throws {
            try await reportingFailure {
                try await LeadBatch(writing).carryOut(intents, on: lead)
            }
        }
    }
}
