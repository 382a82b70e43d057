import AppRuntime
import FoundationEssentials
import Leads
import Store
import Sync
import ViewModels

/// The person's own texts in the state directory.
struct SessionFiles: WorkbenchFiles {
    private let drafts: DraftFile
    private let exports: ExportFolder
    private let texts: EditorFolder
    private let view: ViewFile
    private let macros: MacroFolder
    /// Lines of the file that this Foyer cannot read; they stay in it.
    private let unreadable: [String]
    /// What an earlier session left and did not save.
    let recovered: [Draft]
    private let run: RunFile
    /// The rest of a run that was paused when Foyer ended.
    let heldRun: HeldRun?
    /// What is wrong with the file of a paused run.
    let runComplaint: String?

    /// - Parameters:
    ///   - directory: of the account.
    ///   - journal: reads the entries in any state, among which a draft or a change of a paused run may have ended up
    ///     before Foyer could forget it. Not called when there is neither, as at most starts.
    /// - Throws: ``FoyerFailure`` when the file cannot be used: whoever types has to know that nothing is kept.
    init(
        _ directory: StateDirectory,
        journal: () async throws(FoyerFailure) -> [OutboxEntry]
    ) async throws(FoyerFailure) {
        macros = MacroFolder(folder: FoyerPaths(environment: ProcessInfo.processInfo.environment).configuration)
        drafts = DraftFile(directory: directory)
        exports = ExportFolder(directory: directory)
        texts = EditorFolder(directory: directory)
        view = ViewFile(directory: directory)
        run = RunFile(directory: directory)
        let paused: HeldRun?
        (paused, runComplaint) = Self.readRun(run)
        let lines: [String]
        do throws(StoreError) {
            lines = try drafts.read()
        } catch {
            throw FoyerFailure(error)
        }
        let read = lines.map { (line: $0, draft: DraftLine.decode($0)) }
        unreadable = read.filter { $0.draft == nil }.map(\.line)
        let left = read.compactMap(\.draft)
        let journal = try await paused == nil && left.isEmpty ? [] : journal()
        heldRun = paused?.rest(after: journal)
        recovered = left.filter { !$0.isSaved(in: journal) }
    }

    private static func readRun(_ file: RunFile) -> (HeldRun?, complaint: String?) {
        do {
            guard let bytes = try file.read() else { return (nil, nil) }
            return (try JSONDecoder().decode(HeldRun.self, from: Data(bytes)), nil)
        } catch {
            return (
                nil, "A run was paused, and \(file.path) cannot be read. It stays as it is until another run is paused."
            )
        }
    }

    func keepRun(_ held: HeldRun?) throws(BackendError) {
        // Ids, names and changes can always be written as JSON.
        guard let bytes = try? held.map({ try JSONEncoder().encode($0) }) ?? Data() else { return }
        do throws(StoreError) {
            try run.write(Array(bytes))
        } catch {
            throw BackendError(error.sentence)
        }
    }

    func keep(_ kept: [Draft]) throws(BackendError) {
        do throws(StoreError) {
            try drafts.write(kept.compactMap(DraftLine.encode) + unreadable)
        } catch {
            throw BackendError(error.sentence)
        }
    }

    func lend(_ text: String) throws(BackendError) -> String {
        do throws(StoreError) {
            return try texts.write(text)
        } catch {
            throw BackendError(error.sentence)
        }
    }

    func keep(_ arranged: RememberedView) throws(BackendError) {
        // Numbers, names and flags can always be written as JSON.
        guard let bytes = try? JSONEncoder().encode(arranged) else { return }
        do throws(StoreError) {
            try view.write(Array(bytes))
        } catch {
            throw BackendError(error.sentence)
        }
    }

    func keepMacro(_ name: String, steps: [String]) throws(BackendError) {
        guard !Restriction.isOn(in: ProcessInfo.processInfo.environment) else {
            throw BackendError("This login works leads only and writes no files.")
        }
        try macros.keep(name, steps: steps)
    }

    func takeBack(_ path: String) throws(BackendError) -> String {
        do throws(StoreError) {
            return try texts.take(path)
        } catch {
            throw BackendError(error.sentence)
        }
    }

    /// How the workbench was arranged; a file that cannot be read is as good as none.
    var remembered: RememberedView? {
        guard let bytes = try? view.read() else { return nil }
        return try? JSONDecoder().decode(RememberedView.self, from: Data(bytes))
    }

    func export(_ text: String) throws(BackendError) -> String {
        guard !Restriction.isOn(in: ProcessInfo.processInfo.environment) else {
            throw BackendError("This login works leads only and writes no files.")
        }
        do throws(StoreError) {
            return try exports.write(text, named: "outbox", at: Date())
        } catch {
            throw BackendError(error.sentence)
        }
    }
}

extension OpenAccount {
    /// Every change that the journal still knows, in any state.
    func journal() async throws(FoyerFailure) -> [OutboxEntry] {
        do throws(StoreError) {
            return try await engine.unsentEntries + engine.finishedEntries(limit: 10_000)
        } catch {
            throw FoyerFailure(error)
        }
    }
}
