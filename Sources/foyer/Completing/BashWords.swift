import FoundationEssentials

/// What bash needs besides the parser's script: it parts words at colons, and words of a query have them.
enum BashWords {
    /// The script with its words put together again.
    static func joining(_ script: String) -> String {
        let last = "complete -o filenames -F _foyer foyer"
        return script.replacing(last, with: "\(function)\n\(last.replacing("_foyer ", with: "_foyer_whole_words "))")
    }

    private static let function = ##"""
        # Bash parts words at colons. They are put together for Foyer, and what stands before the last colon is taken off what
        # it offers, since bash puts that behind the colon.
        _foyer_whole_words() {
            local -a whole=()
            local -i index current=0
            local rest="${COMP_LINE}" next word
            for index in "${!COMP_WORDS[@]}"; do
                word="${COMP_WORDS[index]}"
                next="${rest#"${rest%%[![:space:]]*}"}"
                if ((index)) && [[ -n "${next}" && "${next}" = "${rest}" && ("${word}" = :* || "${whole[-1]}" = *:) ]]; then
                    whole[-1]+="${word}"
                else
                    whole+=("${word}")
                fi
                rest="${next#"${word}"}"
                if ((index == COMP_CWORD)); then current=$((${#whole[@]} - 1)); fi
            done
            local -r piece="${COMP_WORDS[COMP_CWORD]}"
            word="${whole[current]}"
            local prefix="${word%"${piece}"}"
            if [[ "${piece}" = : ]]; then prefix="${word}"; fi
            # As it was typed, and not as it was quoted.
            if [[ "${word}" = [\"\']* ]]; then word="${word:1}"; fi
            word="${word//\\/}"
            whole[current]="${word}"
            local -a COMP_WORDS=("${whole[@]}")
            local -i COMP_CWORD="${current}"
            _foyer "${1}" "${word}" "${COMP_WORDS[current > 0 ? current - 1 : 0]}"
            if [[ -n "${prefix}" ]]; then COMPREPLY=("${COMPREPLY[@]#"${prefix}"}"); fi
            # A value follows.
            if [[ ${#COMPREPLY[@]} -eq 1 && "${COMPREPLY[0]}" = *: ]]; then compopt -o nospace +o filenames; fi
        }

        """##
}
