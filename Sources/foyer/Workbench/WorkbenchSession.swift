import AppRuntime
import Commands
import FoundationEssentials
import Glibc
import Leads
import LoftyAPI
import NcursesTerminal
import Panes
import Store
import Sync
import Terminal
import ViewModels

/// Whether a demo offers its tour.
enum TourOffer {
    /// To whoever has not been through it.
    case begins
    /// Only on demand.
    case waits
}

/// One sitting at the workbench: from taking the terminal to giving it back.
@MainActor struct WorkbenchSession {
    let account: OpenAccount
    /// What the header calls the account.
    let name: String
    /// Lines for the end of the help.
    let about: [String]
    let environment: [String: String]
    /// What concerns the tour, in a demo; `nil` in earnest.
    let tour: TourOffer?
    private let settings: SessionSettings
    /// Lets nobody else open a workbench on this state; given up when the session goes away.
    private let lease: FileLease

    /// - Throws: a failure when another workbench is open on the state directory.
    init(
        account: OpenAccount,
        name: String,
        about: [String] = [],
        tour: TourOffer? = nil,
        environment: [String: String]
    ) throws(FoyerFailure) {
        self.account = account
        self.name = name
        self.about = about
        self.tour = tour
        self.environment = environment
        settings = SessionSettings(environment)
        do throws(StoreError) {
            lease = try account.directory.takeWorkbench()
        } catch {
            throw FoyerFailure(error)
        }
    }

    /// Runs until the person leaves, then sends what is left.
    func run() async throws {
        let opening = OpeningReading(account.store, now: Date(), zone: ZoneDatabase.local)
        let files = try await SessionFiles(account.directory, journal: account.journal)
        let probe = probeCapabilities()
        defer { probe.cancel() }
        let hints = try HintWatch(account)
        defer { withExtendedLifetime(hints) {} }
        let (terminal, events) = try openTerminal()
        defer { terminal.close() }
        let program = try makeProgram(terminal, events, files, opening)
        let ending: Program.Ending
        do throws(TerminalError) {
            ending = try program.run()
        } catch {
            terminal.close()
            throw FoyerFailure(.unusable, Self.sentence(error))
        }
        terminal.close()
        await program.finishWrites()
        let left = await Departure(account.engine).sendAll(within: .seconds(2), includingTrash: false)
        program.stop()
        await program.keepForNextStart()
        account.store.tidy()
        try report(ending, unsent: left)
    }

    /// Once a month, and behind everything that a person waits for; what fails is asked at the next start.
    ///
    /// Detached, because the loop never gives the main thread back to a task that inherits it.
    private func probeCapabilities() -> Task<Void, Never> {
        Task.detached(priority: .utility) { [client = account.client] in
            // Even to read what is known already takes time from the first frame.
            guard (try? await Task.sleep(for: .seconds(1))) != nil else { return }
            _ = try? await client.probeCapabilities()
        }
    }

    private func openTerminal() throws(FoyerFailure) -> (NcursesTerminal, NcursesEventSource) {
        let log = account.directory.logFile
        var configuration = NcursesTerminal.Configuration(environment: environment, logPath: log)
        configuration.reportsMouse = settings.usesMouse
        configuration.title = settings.setsTitle ? "Foyer: \(name)" : nil
        do throws(TerminalError) {
            let terminal = try NcursesTerminal(configuration: configuration)
            do throws(TerminalError) {
                let events = try NcursesEventSource(terminal: terminal)
                try terminal.askForBackground()
                // A terminal on this machine answers within a millisecond or two, and its first frame has the right
                // ground. Nobody waits for the others: most never answer, and the rest change the look when they do.
                try events.waitForAnswers(atMost: .milliseconds(10))
                return (terminal, events)
            } catch {
                terminal.close()
                throw error
            }
        } catch {
            throw FoyerFailure(.unusable, Self.sentence(error))
        }
    }

    /// Where no program may be started.
    private var isRestricted: Bool { Restriction.isOn(in: environment) }

    private func makeProgram(
        _ terminal: NcursesTerminal,
        _ events: NcursesEventSource,
        _ files: SessionFiles,
        _ opening: OpeningReading
    ) throws(FoyerFailure) -> Program {
        var state = AppState(accountName: name, queues: settings.queues, now: Date())
        if let remembered = files.remembered { state.adopt(remembered) }
        // The start asks for the view by itself.
        _ = state.adopt(settings.habits)
        if let hidden = settings.hidesPreview { state.layout.hidesPreview = hidden }
        state.isDemo = tour != nil
        if tour == .begins, !state.isTourOver, state.tour == nil {
            _ = AppReducer.reduce(&state, .program(.tour(.begin)))
        }
        state.about = about
        state.undoSeconds = UndoSeconds(
            change: Int(settings.holds.change.components.seconds),
            trash: Int(settings.holds.trash.components.seconds)
        )
        if let bulkCount = settings.bulkCount { state.bulkCountLimit = bulkCount }
        if let complaint = settings.complaint { state.notice = .noted(complaint) }
        state.recover(files.recovered)
        if let run = files.heldRun { state.recover(run) }
        if let complaint = files.runComplaint { state.notice = .noted(complaint) }
        if let unknown = terminal.unknownTerminalName { state.notice = .terminalFallback(unknown) }
        let clock = ZoneDatabase.local
        let painter: Program.Painter = settings.isLinear ? LinearPainter().paint : Screen.render
        let wardrobe = Wardrobe(settings, environment: environment, colors: terminal.colors, clock: clock)
        let start = ContinuousClock.now
        do throws(KeymapError) {
            return Program(
                state: state,
                screen: (terminal, events),
                backend: LiveBackend(
                    engine: account.engine,
                    feed: account.feed,
                    holds: settings.holds,
                    clock: SystemSyncClock(),
                    zone: clock,
                    bookFile: account.directory.bookFile,
                    assistant: account.client
                ),
                files: files,
                editor: isRestricted ? nil : Self.editor(environment),
                surroundings: isRestricted ? nil : Surroundings(environment, opener: settings.opener),
                tools: isRestricted ? nil : ToolRunner(environment: environment, json: { LeadFields.object($0) }),
                equipment: try wardrobe.equipment(on: terminal.reportedBackground),
                equipping: { wardrobe.equipment(for: $0, on: $1) },
                painter: painter,
                opening: opening.preview(within: 10),
                clock: Program.Clock(now: { Date() }, uptime: { ContinuousClock.now - start })
            )
        } catch {
            throw FoyerFailure(.unusable, "The key table is broken (\(error)). Please report this.")
        }
    }

    /// `VISUAL`, else `EDITOR`, else vi, as POSIX has it for mailx; words are parted by blanks, no shell takes part.
    private static func editor(_ environment: [String: String]) -> [String] {
        let words = [environment["VISUAL"], environment["EDITOR"]].compactMap {
            $0?.split(separator: " ").map(String.init)
        }
        return words.first { !$0.isEmpty } ?? ["vi"]
    }

    /// Tells what is still to be sent; a hang-up has nobody to tell.
    private func report(_ ending: Program.Ending, unsent: Int) throws {
        switch ending {
        case .terminalLost, .signal(.hangup): return
        case .quit, .signal:
            guard unsent > 0 else { return }
            StandardError.print(
                "foyer: \(unsent == 1 ? "1 change is" : "\(unsent) changes are") not on the server yet. They are kept and go "
                    + "out when Foyer runs again; “foyer outbox” lists them."
            )
        }
    }

    static func sentence(_ error: TerminalError) -> String {
        switch error {
        case .notATerminal:
            "The workbench needs a terminal, and this is none. For scripts there is “foyer leads”; see “foyer --help”."
        case .unknownTerminal(let name):
            "TERM=\(name) names no terminal that Foyer can draw on. Set TERM, for example TERM=xterm-256color."
        case .copyTooLong(let limit): "At most \(limit) bytes can be copied at once. Copy a part."
        case .system(let call, let number):
            "The terminal cannot be used (\(call): \(String(cString: strerror(number)))). Try another terminal."
        }
    }
}
