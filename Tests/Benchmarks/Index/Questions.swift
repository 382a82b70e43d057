import Leads

/// What is asked, by kind.
enum Questions {
    /// One letter, two, the beginning and the middle of words, digits, all, none, other scripts.
    static let substring: [String] = {
        let letters = "abcdefghijklmnopqrstuvwxyz".map(String.init)
        let pairs = ["ga", "an", "er", "so", "xi", "ov", "zz", "el", "ar", "ic", "ey", "th", "ro", "wi", "ka", "oo"]
        let typed = ["garcia", "martinez", "fernandez", "novexo", "silvaley", "thomuini", "wilsonman", "kaberard"]
        let steps = typed.flatMap { word in (3...word.count).map { String(word.prefix($0)) } }
        let inside = ["ovex", "rcia", "ilva", "exo", "sonm", "berar", "@example", "example.com", "1@", "99@", "a12"]
        let digits = ["512", "5125551", "5551234", "555 12", "(512) 555-12", "0142", "65000000", "1", "7", "42", "00"]
        let everyone = ["example", "e", "com", "@", ".", "x"]
        let nobody = ["qqq", "zzz", "nobody-is-called-this", "jqx", "0000000000"]
        let scripts = ["李", "小龍", "田中", "さく", "محمد", "παπ", "иван", "김민", "民"]
        let tags = ["hot", "vip", "reloc", "first-time", "spring list", "open", "dnc"]
        let all = letters + pairs + steps + inside + digits + everyone + nobody + scripts + tags
        return all + all.filter { $0.count > 1 }.map { $0 + "a" }
    }()

    static let fuzzy = [
        "g", "gr", "grc", "grci", "garcia", "mrtz", "nvx", "anamul", "sfr", "thmn", "wlsn", "kbr", "512", "5125", "李龍",
        "田さ",
        "exmpl", "gmail", "zzq", "grc mrt", "'garc", "^gar", "!e", "ana 512", "lson", "a1", "ovex", "dari", "brdelma",
        "q",
    ]

    static let structured = [
        "stage:new", "stage:new touch:none", "-stage:Closed,Archived", "score>=80",
        "age<30d (source:zillow or tag:hot)",
        "owner:me -tag:dnc", "site>touch", "price:400k..650k may:call", "sync:failed,queued", "tag:hot score>=90",
        "stage:contacted,qualified touch>14d", "age<1d", "type:buyer hidden:no", "owner:none age<7d", "updated<2d",
    ]

    static let sorts = LeadSort.Key.allCases.flatMap { [LeadSort($0), LeadSort($0, descending: false)] }
}
