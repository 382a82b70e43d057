/// A credential that a program prints, such as the keyring's `secret-tool lookup service lofty`.
///
/// The program is run at the first call and again after a rejection, never twice at a time. Whoever is cancelled stops
/// waiting for it at once; it runs on for the others. No shell takes part. The first line of its output counts; what it says on standard error is thrown away, since it might quote the secret.
public actor CredentialCommand: CredentialSource {
    private let arguments: [String]
    private let form: Credential.Form
    private let deadline: Duration
    private let time: TimeSource
    public nonisolated let identity: Secret
    private var known: Credential?
    private var running: Task<Result<Credential, CredentialError>, Never>?

    /// `arguments` begin with the program, which is looked up in `PATH` unless it holds a slash.
    ///
    /// After the `deadline` the program is killed with its children.
    public init(
        _ arguments: [String],
        prints form: Credential.Form = .apiKey,
        deadline: Duration = .seconds(30),
        time: TimeSource = .live
    ) {
        self.arguments = arguments
        self.form = form
        self.deadline = deadline
        identity = Secret("command \(arguments.joined(separator: "\u{0}"))")
        self.time = time
    }

    /// - Throws: ``CredentialError/Kind/unusable`` with the program's name and exit code, never its output.
    public func credential() async throws(CredentialError) -> Credential {
        if let known { return known }
        return try await run()
    }

    public func replacement(for rejected: Credential) async throws(CredentialError) -> Credential? {
        if let known, known != rejected { return known }
        let current = try await run()
        return current == rejected ? nil : current
    }

    private func run() async throws(CredentialError) -> Credential {
        guard let result = await (running ?? start()).valueUnlessCancelled() else {
            throw CredentialError(.cancelled, "Waiting for the key command was cancelled")
        }
        return try result.get()
    }

    private func start() -> Task<Result<Credential, CredentialError>, Never> {
        let child = ChildOutput(arguments, deadline: deadline, time: time)
        let form = form
        let task = Task {
            let result = await Result { () async throws(CredentialError) in
                let line = try await child.firstLine()
                let credential = Credential(form, line)
                guard !credential.isEmpty else {
                    throw CredentialError(.unusable, "The key command \(child.name) printed no key")
                }
                return credential
            }
            running = nil
            if case .success(let credential) = result { known = credential }
            return result
        }
        running = task
        return task
    }
}

extension CredentialCommand: CustomReflectable {
    /// Without the arguments, which may hold a secret.
    public nonisolated var customMirror: Mirror { Mirror(self, children: []) }
}

extension Result {
    /// The outcome of asynchronous work.
    init(
        isolation: isolated (any Actor)? = #isolation,
        _ work: () async throws(Failure) -> Success
    ) async {
        do {
            self = .success(try await work())
        } catch {
            self = .failure(error)
        }
    }
}
