import ViewModels

extension CommandTable {
    /// Reaching a lead, and taking what is known of one elsewhere.
    static let contact: [Command] =
        [
            Command(
                "dial",
                "copy the number to call and start the clock; again, end the call",
                .lead,
                keys: ["d"],
                argument: "LAST DIGITS",
                needs: .rows,
                obstacle: { $0.call == nil ? needsLead($0) : nil },
                action: { words in .contact(.dial(words.isEmpty ? nil : words)) }
            )
        ] + CopiedFact.allCases.map(copy) + [
            Command(
                "open-link",
                "open the lead in the browser",
                .lead,
                keys: ["o"],
                needs: .rows,
                obstacle: Command.needsLead
            ) { _ in
                .contact(.openLink)
            },
            Command(
                "transactions",
                "transactions of the lead: move one along its pipeline, or make one",
                .lead,
                keys: ["gx"],
                needs: .rows,
                obstacle: Command.needsLead
            ) { _ in
                .contact(.deals(new: nil))
            },
            Command(
                "transaction",
                "make a transaction of the lead",
                .lead,
                argument: "NAME",
                needs: .rows,
                obstacle: Command.needsLead,
                action: { words in .contact(.deals(new: words)) }
            ),
            Command(
                "assistant",
                "give the lead to Lofty's assistant, which writes to it by itself",
                .lead,
                needs: .rows,
                obstacle: Command.needsLead
            ) { _ in
                .contact(.assist(.follow))
            },
            Command(
                "assistant-stop",
                "end that Lofty's assistant writes to the lead",
                .lead,
                needs: .rows,
                obstacle: Command.needsLead
            ) { _ in
                .contact(.assist(.stop))
            },
        ]

    private static let needsLead = Command.needsLead

    private static func copy(_ fact: CopiedFact) -> Command {
        Command(
            "copy-\(fact.rawValue)",
            "copy the \(fact == .phone ? "number to call" : fact.rawValue)",
            .lead,
            keys: ["y\(fact.rawValue.prefix(1))"],
            needs: .rows,
            obstacle: Command.needsLead
        ) { _ in
            .contact(.copy(fact))
        }
    }
}
