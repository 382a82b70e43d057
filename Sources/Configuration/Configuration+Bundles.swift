import Leads

extension Configuration {
    package static let bundlesFile = "bundles.toml"

    /// A person's own dispositions on top of Foyer's: a section changes the one of its name, or adds one behind them.
    ///
    /// A section of which a line cannot be followed keeps its other lines, and what it had before for that one.
    struct Bundles: Sendable {
        private(set) var dispositions = Disposition.defaults
        private(set) var faults: [ConfigurationFault] = []
        /// Where each section stands, `bundles.toml:12`, for what only a team can tell to be wrong.
        private(set) var places: [Disposition.ID: String] = [:]
        /// Letters that the file gives, and to whom.
        private var letters: [Character: String] = [:]

        static let order = "order"

        init(_ file: TOMLFile?) {
            guard let file else { return }
            for section in file.sectionsAsWritten { read(section.name, section.values, in: file) }
            for (key, value) in file.settings { readSetting(key, value, in: file) }
        }

        private mutating func read(
            _ name: String,
            _ values: [(key: String, value: TOMLFile.Value)],
            in file: TOMLFile
        ) {
            guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }) else {
                let sentence = "“\(name)” is no name. Take letters, digits and -, such as [show-booked]."
                return faults.append(file.fault(sentence, section: name))
            }
            let place = dispositions.firstIndex { $0.id == name }
            var bundle = place.map { dispositions[$0] } ?? Disposition(name, name.replacing("-", with: " "))
            let written = Dictionary(values.map { ($0.key, $0.value) }) { first, _ in first }
            // In the order of the keys, as the parts of a stage or a follow-up come after it.
            for key in BundleKey.allCases {
                guard let value = written[key.rawValue] else { continue }
                do throws(SettingProblem) {
                    try key.set(value, in: &bundle)
                } catch {
                    faults.append(file.fault(error.sentence(of: key.rawValue), key: key.rawValue, section: name))
                }
            }
            for key in written.keys.sorted() where BundleKey(rawValue: key) == nil {
                faults.append(file.fault(Self.unknown(key), key: key, section: name))
            }
            places[name] = file.fault("", key: BundleKey.stage.rawValue, section: name).place
            claimLetter(of: &bundle, isWritten: written[BundleKey.letter.rawValue] != nil, in: file)
            if let place { dispositions[place] = bundle } else { dispositions.append(bundle) }
        }

        private static func unknown(_ key: String) -> String {
            let known = BundleKey.allCases.map(\.rawValue)
            return Configuration.unknown("“\(key)” is no part of a disposition", nearest: key, among: known)
        }

        /// A letter goes to the disposition that the person gives it to; the one that had it loses it.
        private mutating func claimLetter(of bundle: inout Disposition, isWritten: Bool, in file: TOMLFile) {
            guard isWritten, let letter = bundle.letter else { return }
            if let other = letters[letter] {
                bundle.letter = nil
                let sentence = "“\(letter)” is wanted for \(other) and for \(bundle.id); \(other) has it."
                faults.append(file.fault(sentence, key: BundleKey.letter.rawValue, section: bundle.id))
                return
            }
            letters[letter] = bundle.id
            for index in dispositions.indices where dispositions[index].letter == letter {
                dispositions[index].letter = nil
            }
        }

        private mutating func readSetting(_ key: String, _ value: TOMLFile.Value, in file: TOMLFile) {
            guard key == Self.order else {
                let sentence = "“\(key)” stands in no section. Only “\(Self.order)” stands alone."
                return faults.append(file.fault(sentence, key: key))
            }
            guard case .texts(let names) = value else {
                let sentence = "“\(Self.order)” takes names in quotes, such as [\"talked\", \"no-answer\"]."
                return faults.append(file.fault(sentence, key: key))
            }
            let known = dispositions.map(\.id)
            for name in names where !known.contains(name) {
                let sentence = Configuration.unknown("There is no disposition “\(name)”", nearest: name, among: known)
                faults.append(file.fault(sentence, key: key))
            }
            let first = names.compactMap { name in dispositions.first { $0.id == name } }
            dispositions = first + dispositions.filter { !names.contains($0.id) }
        }
    }

    /// The text of a new `bundles.toml`: Foyer's own dispositions, commented out.
    package static var bundlesTemplate: String {
        let keys = BundleKey.allCases.map { "#   \($0.rawValue): \($0.purpose)" }.joined(separator: "\n")
        let names = Disposition.defaults.map { TOMLFile.quoted($0.id) }.joined(separator: ", ")
        return """
            # What one key makes of a lead: 1 to 9 in triage, c and a letter elsewhere; one undo takes all of it back.
            # Take the # off to change one of these, or write a section of your own. In a section may stand:
            \(keys)

            # The first nine are 1 to 9 in triage; those that are not named here follow.
            # order = [\(names)]


            """ + Disposition.defaults.map { written($0, prefix: "# ") }.joined(separator: "\n")
    }

    /// The dispositions that hold, in the form of the file.
    package var effectiveBundles: String { Self.effective(of: dispositions) }

    static func effective(of dispositions: [Disposition]) -> String {
        let names = dispositions.map { TOMLFile.quoted($0.id) }.joined(separator: ", ")
        return "\(Bundles.order) = [\(names)]\n\n"
            + dispositions.map { written($0, prefix: "") }.joined(separator: "\n")
    }

    private static func written(_ bundle: Disposition, prefix: String) -> String {
        let lines = BundleKey.allCases.compactMap { key in key.written(bundle).map { "\(key.rawValue) = \($0)" } }
        return (["[\(bundle.id)]"] + lines).map { prefix + $0 + "\n" }.joined()
    }
}
