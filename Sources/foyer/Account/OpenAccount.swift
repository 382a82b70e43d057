import AppRuntime
import Foundation
import Leads
import LoftyAPI
import Store
import Sync

/// An account with its state directory open: what every command that writes works on.
struct OpenAccount {
    let directory: StateDirectory
    let feed: MirrorFeed
    let engine: SyncEngine

    /// Opens the state directory; nothing is asked of the server yet.
    static func open(_ settings: AccountSettings, state path: String) throws(FoyerFailure) -> OpenAccount {
        let directory = StateDirectory(path: path)
        let feed = MirrorFeed()
        do throws(StoreError) {
            let engine = try SyncEngine(
                service: LiveClient.make(settings),
                shared: try directory.open(),
                environment: SyncEnvironment(host: URL(string: settings.baseURL)?.host),
                observer: { feed.receive($0) }
            )
            return OpenAccount(directory: directory, feed: feed, engine: engine)
        } catch {
            throw FoyerFailure(error)
        }
    }
}
