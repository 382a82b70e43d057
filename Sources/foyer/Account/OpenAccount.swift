import AppRuntime
import FoundationEssentials
import Leads
import LoftyAPI
import Store
import Sync

extension StateDirectory {
    /// Where the workbench and the client write what is for nobody's eyes while they work.
    var logFile: String { "\(path)/foyer.log" }

    /// Where the workbench keeps the columns of the book for the next start.
    var bookFile: String { "\(path)/book.columns" }
}

/// An account with its state directory open: what every command that writes works on.
struct OpenAccount {
    let directory: StateDirectory
    let feed: MirrorFeed
    let engine: SyncEngine
    let store: any MirrorStore & OutboxStore
    let client: LoftyClient

    /// Opens the state directory; nothing is asked of the server yet.
    ///
    /// `observe` is told what the engine tells, besides the feed of the screen.
    static func open(
        _ settings: AccountSettings,
        state path: String,
        observing observe: @escaping @Sendable (SyncEvent) -> Void = { _ in }
    ) throws(FoyerFailure) -> OpenAccount {
        let feed = MirrorFeed()
        return try open(settings, state: path, feed: feed) { event in
            feed.receive(event)
            observe(event)
        }
    }

    /// The same for a command: what the store and the engine have to tell goes to standard error.
    static func headless(
        _ settings: AccountSettings,
        state path: String,
        observer: @escaping @Sendable (SyncEvent) -> Void = { _ in }
    ) throws(FoyerFailure) -> OpenAccount {
        let account = try open(settings, state: path, feed: MirrorFeed()) { event in
            switch event {
            case .trouble(let error): StandardError.print("foyer: \(error.backgroundSentence)")
            case .progress(let progress): Progress.count("Reading leads", progress.loaded, of: progress.total)
            case .rows, .outbox, .link, .budget, .created, .reference, .timeline, .followUps, .freshness: break
            }
            observer(event)
        }
        account.tellNotices()
        WaitTelling.begin(for: account.client)
        return account
    }

    /// After so long without the server a person may see a change otherwise.
    private static let reviewAge = Duration.seconds(3_600)

    /// Names what the store has got around so far, such as a change that cannot be read.
    func tellNotices() {
        for notice in store.takeNotices() { StandardError.print("foyer: \(notice.backgroundSentence)") }
    }

    private static func open(
        _ settings: AccountSettings,
        state path: String,
        feed: MirrorFeed,
        observer: @escaping @Sendable (SyncEvent) -> Void
    ) throws(FoyerFailure) -> OpenAccount {
        let directory = StateDirectory(path: path)
        let shared = try telling { () throws(StoreError) in try directory.open() }
        var settings = settings
        // A log that cannot be written keeps nobody from working.
        settings.log = try? FileLog(path: directory.logFile)
        try FoyerFailure.checkDigests()
        let client = LiveClient.make(settings, state: path)
        var environment = SyncEnvironment(host: URL(string: settings.baseURL)?.host)
        environment.reviewAge = reviewAge
        let engine = try telling { () throws(StoreError) in
            try SyncEngine(service: client, shared: shared, environment: environment, observer: observer)
        }
        return OpenAccount(
            directory: directory,
            feed: feed,
            engine: engine,
            store: shared.store,
            client: client
        )
    }

    private static func telling<Value>(_ body: () throws(StoreError) -> Value) throws(FoyerFailure) -> Value {
        do throws(StoreError) {
            return try body()
        } catch {
            throw FoyerFailure(error)
        }
    }
}
