import Configuration
import FoundationEssentials

extension Configuration {
    /// The files of whoever runs this.
    static func current(
        _ environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> Configuration {
        Configuration(readingFrom: FoyerPaths(environment: environment).configuration)
    }
}
