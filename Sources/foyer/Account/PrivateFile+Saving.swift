import PrivateFiles

extension PrivateFile {
    /// Writes a text whole or not at all, for its owner alone, and makes the folder where it is missing.
    static func save(_ text: String, to path: String) throws(FoyerFailure) {
        try FoyerFailure.reporting { () throws(PrivateFileError) in
            try PrivateFolder.make(PrivateFolder.holding(path))
            try write(Array(text.utf8), to: path)
        }
    }
}

extension FoyerFailure {
    /// Runs work on private files; a failure of theirs keeps Foyer from working here.
    static func reporting(_ work: () throws(PrivateFileError) -> Void) throws(FoyerFailure) {
        do throws(PrivateFileError) {
            try work()
        } catch {
            throw FoyerFailure(
                .unusable,
                "\(error.sentence). Mend that or free some space, or let FOYER_HOME name another folder."
            )
        }
    }
}
