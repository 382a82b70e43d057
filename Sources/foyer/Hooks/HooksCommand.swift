import ArgumentParser

/// `foyer hooks`: Lofty says what has changed, so that it is read at once.
struct HooksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hooks",
        abstract: "Be told by Lofty what has changed, on a machine that it can reach.",
        discussion: """
            Lofty calls https addresses only, so a web server or tunnel in front ends TLS and hands on to \
            “foyer hooks serve”, which listens on this machine only:

              foyer hooks subscribe https://hooks.example.com/lofty
              foyer hooks serve

            What comes names leads and holds no data. It is known by a secret at the end of its path, and makes running \
            workbenches read those leads within seconds; without it they find the same changes on their rounds.
            """,
        subcommands: [Serve.self, Subscribe.self, List.self, Remove.self]
    )
}
