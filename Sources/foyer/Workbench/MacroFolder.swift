import AppRuntime
import Configuration
import FoundationEssentials
import PrivateFiles

/// The folder of the configuration, as far as the workbench writes into it: macros that a person has recorded.
struct MacroFolder {
    let folder: String

    /// Puts a macro into the file, in the place of one of the same name; whatever else stands there stays.
    ///
    /// - Throws: ``BackendError`` when the file cannot be read or written; it is then as it was.
    func keep(_ name: String, steps: [String]) throws(BackendError) {
        let path = "\(folder)/\(Configuration.macrosFile)"
        var text = ""
        if FileManager.default.fileExists(atPath: path) {
            guard let data = FileManager.default.contents(atPath: path),
                let known = String(bytes: data, encoding: .utf8)
            else { throw BackendError("\(path) cannot be read. Check that it is a file of yours, in UTF-8.") }
            text = known
        }
        do throws(FoyerFailure) {
            try PrivateFile.save(Configuration.macros(text, with: name, steps: steps), to: path)
        } catch {
            throw BackendError(error.sentence)
        }
    }
}
