import Commands
import ViewModels

extension Configuration {
    /// What holds now, setting by setting, in the form of the file; a setting that is left to Foyer is commented out.
    package var effective: String {
        SettingKey.allCases.map { key in
            value(of: key).map { "\(key.rawValue) = \($0)" } ?? "# \(key.rawValue): not set; \(key.purpose)"
        }.joined(separator: "\n") + "\n"
    }

    private func value(of key: SettingKey) -> String? {
        switch key {
        case .theme: settings.theme.map { "\"\($0)\"" }
        case .lowBandwidth: settings.isLowBandwidth.map { String($0) }
        case .ascii: settings.usesASCII.map { String($0) }
        case .undoSeconds: settings.undoSeconds.map { String($0) }
        case .trashSeconds: settings.trashSeconds.map { String($0) }
        case .keys: settings.keyPreset.map { "\"\($0.rawValue)\"" }
        case .digits: settings.digits.map { "\"\($0.rawValue)\"" }
        case .title: settings.setsTitle.map { String($0) }
        case .linear: settings.isLinear.map { String($0) }
        case .mouse: settings.usesMouse.map { String($0) }
        case .hidePreview: settings.hidesPreview.map { String($0) }
        case .columns:
            settings.columns.map { "[" + $0.words.map(TOMLFile.quoted).joined(separator: ", ") + "]" }
        case .leadLink: settings.leadLink.map { "\"\($0)\"" }
        case .openCommand: settings.openCommand.map { "\"\($0)\"" }
        case .bulkCount: settings.bulkCount.map { String($0) }
        }
    }
}
