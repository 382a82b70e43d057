import ArgumentParser
import Terminal

/// A word that is offered to the shell that asks, spelled so that it comes out as it is.
///
/// Names of stages and tags come from strangers. The words that bash is given by `compgen -W` are expanded like words of a
/// script, so that one with a `$(…)` in it would be run by whoever presses Tab; zsh takes a colon for the beginning of a
/// description. Sources: bash(1), "compgen"; zshcompsys(1), "_describe".
enum ShellWord {
    static func spelled(_ word: String) -> String { spelled(word, for: CompletionShell.requesting) }

    static func spelled(_ word: String, for shell: CompletionShell?) -> String {
        // One with a line end in it would be two words to the shell.
        let clean = CleanText.clean(word)
        return switch shell {
        case .bash: escaped(clean) { !isHarmless($0) }
        case .zsh: escaped(clean) { $0 == ":" || $0 == "\\" }
        default: clean
        }
    }

    private static func escaped(_ word: String, where isSpecial: (Unicode.Scalar) -> Bool) -> String {
        word.unicodeScalars.reduce(into: "") { text, scalar in
            if isSpecial(scalar) { text += "\\" }
            text.unicodeScalars.append(scalar)
        }
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.isASCII || "0"..."9" ~= scalar || "a"..."z" ~= scalar || "A"..."Z" ~= scalar
            || "-_.,:@+%/=".unicodeScalars.contains(scalar)
    }
}
