import AppRuntime
import FoundationEssentials
import Leads
import LoftyAPI
import Store
import Sync

extension StateDirectory {
    /// Where the workbench and the client write what is for nobody's eyes while they work.
    var logFile: String { "\(path)/foyer.log" }
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
    /// - Parameter observe: told what the engine tells, besides the feed of the screen.
    static func open(
        _ settings: AccountSettings,
        state path: String,
        observing observe: @escaping @Sendable (SyncEvent) -> Void = { _ in }
    ) throws(FoyerFailure) -> OpenAccount {
        let directory = StateDirectory(path: path)
        let feed = MirrorFeed()
        do throws(StoreError) {
            let shared = try directory.open()
            var settings = settings
            // A log that cannot be written keeps nobody from working.
            settings.log = try? FileLog(path: directory.logFile)
            let client = LiveClient.make(settings, state: path)
            let engine = try SyncEngine(
                service: client,
                shared: shared,
                environment: SyncEnvironment(host: URL(string: settings.baseURL)?.host),
                observer: { event in
                    feed.receive(event)
                    observe(event)
                }
            )
            return OpenAccount(
                directory: directory,
                feed: feed,
                engine: engine,
                store: shared.store,
                client: client
            )
        } catch {
            throw FoyerFailure(error)
        }
    }
}
