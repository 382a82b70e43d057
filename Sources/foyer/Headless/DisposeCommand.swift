import ArgumentParser
import Configuration
import FoundationEssentials
import Leads

extension LeadsCommand {
    struct DisposeCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "dispose",
            abstract: "Run a disposition on a lead: its log, stage, tags, follow-up and snooze, as one key does.",
            discussion: """
                Dispositions are those of the workbench, with your own: talked, voicemail, no-answer, bad-number, dnc-number, \
                do-not-contact, nurture, not-a-lead, later. What one step of it cannot do, none of them does.
                """
        )

        @OptionGroup var writing: WritingOptions
        @Argument(help: LeadBatch.help, completion: LiveWords.leads) var lead: LeadTarget
        @Argument(help: "Which one.", completion: LiveWords.dispositions) var disposition: String
        @Argument(help: "What was said.") var words: [String] = []
        @OptionGroup var override: CallOverrideOptions

        func run() async throws {
            try await reportingFailure {
                let chosen = try Self.disposition(disposition)
                let words = words.joined(separator: " ")
                let batch = LeadBatch(writing, overriding: override.reason)
                try await batch.carryOut(on: lead, needing: Self.asked) { id, session throws(FoyerFailure) in
                    // Which stage and which count come next depends on where the lead is.
                    let lead = try await session.fetch(id)
                    let team = try await session.team(for: Self.asked, noOlderThan: .seconds(60))
                    return Planner(team: team, now: Date()).intents(of: chosen, words: words, nil, for: lead)
                }
            }
        }

        /// What a disposition may ask of the team.
        private static let asked = [Intent.setStage(""), .addTag("")]

        private static func disposition(_ name: String) throws(FoyerFailure) -> Disposition {
            let known = Configuration.current().dispositions
            if let match = known.first(where: { $0.id == name.lowercased() }) { return match }
            let names = known.map(\.id)
            let hint = NearestSpelling.question(about: name, among: names, marks: ("", ""))
            throw FoyerFailure(
                .misused,
                "There is no disposition “\(name)”.\(hint) There are: \(names.joined(separator: ", "))."
            )
        }
    }
}
