/// Invented people in many scripts.
enum BookNames {
    struct Name: Hashable, Sendable {
        let first: String
        let last: String
        /// Local part of an email address.
        let handle: String
        /// A language code of the contract.
        let language: String
    }

    /// A given or family name and its spelling in plain letters.
    private typealias Part = (native: String, latin: String)

    private struct Culture: Sendable {
        let language: String
        let given: [Part]
        let family: [Part]
    }

    static func make(_ random: inout SplitMix64) -> Name {
        let culture = random.pick(weighted: cultures)
        let given = random.pick(culture.given)
        let family = random.pick(culture.family)
        return Name(
            first: given.native,
            last: family.native,
            handle: "\(given.latin).\(family.latin)",
            language: culture.language
        )
    }

    /// Names that break careless software: full length, emoji, combining marks, and what people type into public forms.
    static func unusual(_ index: Int) -> Name { unusualNames[index % unusualNames.count] }

    private static let unusualNames: [Name] = [
        Name(first: "Ana 🌻", last: "García-Márquez", handle: "ana.garcia-marquez", language: "es"),
        Name(
            first: "Wolfeschlegelsteinhausenberger",
            last: "Featherstonehaugh-Cholmondeley",
            handle: "w.featherstonehaugh",
            language: "de"
        ),
        Name(first: "\u{1B}[31mRoger\u{1B}[0m", last: "Webform", handle: "roger.webform", language: "en"),
        // The e and its accent are two scalars; a byte-wise cut would part them.
        Name(first: "Rene\u{301}e", last: "Nunn\u{303}ez", handle: "renee.nunez", language: "fr"),
        Name(first: "\u{202E}drawkcaB", last: "Override", handle: "backward.override", language: "en"),
        Name(first: "👩‍👩‍👧 The Okafors", last: "🏳️‍🌈", handle: "the.okafors", language: "en"),
        Name(first: "Seán", last: "O'Súilleabháin", handle: "sean.osuilleabhain", language: "en"),
        Name(first: "Tab\there", last: "Line\nbreak", handle: "tab.linebreak", language: "en"),
        Name(first: "X", last: "", handle: "x", language: "en"),
        Name(first: "กมลวรรณ", last: "ศรีสุวรรณ", handle: "kamonwan.srisuwan", language: "en"),
        Name(first: "अनुष्का", last: "मुखर्जी", handle: "anushka.mukherjee", language: "en"),
        Name(first: "Robert'); DROP TABLE lead;--", last: "Tables", handle: "bobby.tables", language: "en"),
    ]

    private static func plain(_ names: String) -> [Part] {
        names.split(separator: " ").map { (String($0), $0.lowercased()) }
    }

    private static func pairs(_ names: String) -> [Part] {
        names.split(separator: " ").map { pair in
            let parts = pair.split(separator: "=")
            return (String(parts[0]), String(parts[parts.count - 1]))
        }
    }

    private static let cultures: [(Culture, Int)] = [
        (english, 52), (spanish, 16), (vietnamese, 7), (chinese, 7), (korean, 5), (arabic, 4), (cyrillic, 3),
        (hebrew, 2), (japanese, 2), (french, 2),
    ]

    private static let english = Culture(
        language: "en",
        given: plain(
            """
            Olivia Liam Emma Noah Ava James Sophia Lucas Mia Henry Harper Theo Ella Jack Nora Owen Ruby Miles Iris Caleb \
            Hazel Dylan Clara Wyatt Maya Grant Elise Marcus Tessa Darnell Imani Jamal Keisha Priya Arjun Anika Rohan
            """
        ),
        family: plain(
            """
            Bennett Carter Dawson Ellison Fletcher Grayson Hughes Irwin Jennings Keller Lawson Mercer Norris Osborne \
            Parker Quinn Ramsey Sawyer Thatcher Underwood Vance Whitaker Yates Zimmer Washington Okoye Banks Patel Sharma
            """
        )
    )

    private static let spanish = Culture(
        language: "es",
        given: pairs(
            """
            José=jose María=maria Sofía=sofia Andrés=andres Lucía=lucia Joaquín=joaquin Inés=ines Tomás=tomas \
            Martín=martin Belén=belen Rocío=rocio Iván=ivan Camila=camila Diego=diego
            """
        ),
        family: pairs(
            """
            Peña=pena Muñoz=munoz Hernández=hernandez Ibáñez=ibanez Gutiérrez=gutierrez Núñez=nunez Córdova=cordova \
            Rodríguez=rodriguez Zúñiga=zuniga Ávila=avila Treviño=trevino Salinas=salinas
            """
        )
    )

    private static let vietnamese = Culture(
        language: "en",
        given: pairs("Thảo=thao Dũng=dung Hương=huong Đức=duc Ngọc=ngoc Tuấn=tuan Phượng=phuong Quỳnh=quynh"),
        family: pairs("Nguyễn=nguyen Trần=tran Phạm=pham Lê=le Vũ=vu Đặng=dang Bùi=bui Đỗ=do")
    )

    private static let chinese = Culture(
        language: "zh-CN",
        given: pairs("伟=wei 秀英=xiuying 芳=fang 静怡=jingyi 子轩=zixuan 思远=siyuan 雨桐=yutong 志强=zhiqiang"),
        family: pairs("王=wang 李=li 张=zhang 欧阳=ouyang 陈=chen 黄=huang 周=zhou 司马=sima")
    )

    private static let korean = Culture(
        language: "en",
        given: pairs("민준=minjun 서연=seoyeon 지우=jiwoo 현우=hyunwoo 수빈=subin 예은=yeeun"),
        family: pairs("김=kim 이=lee 박=park 최=choi 정=jung 강=kang")
    )

    private static let japanese = Culture(
        language: "ja",
        given: pairs("さくら=sakura 健太=kenta 美咲=misaki 大輔=daisuke"),
        family: pairs("佐藤=sato 鈴木=suzuki 高橋=takahashi 渡辺=watanabe")
    )

    private static let arabic = Culture(
        language: "en",
        given: pairs("محمد=mohammed فاطمة=fatima يوسف=yusuf ليلى=layla عمر=omar زينب=zaynab"),
        family: pairs("الحسن=alhasan حداد=haddad منصور=mansour النجار=alnajjar خليل=khalil")
    )

    private static let hebrew = Culture(
        language: "en",
        given: pairs("נועה=noa איתי=itai תמר=tamar יונתן=yonatan"),
        family: pairs("כהן=cohen לוי=levi מזרחי=mizrahi פרידמן=friedman")
    )

    private static let cyrillic = Culture(
        language: "en",
        given: pairs("Анна=anna Дмитрий=dmitry Ольга=olga Сергей=sergey Наталья=natalia"),
        family: pairs("Иванова=ivanova Кузнецов=kuznetsov Шевченко=shevchenko Попова=popova")
    )

    private static let french = Culture(
        language: "fr",
        given: pairs("Zoé=zoe Léa=lea François=francois Noël=noel Anaïs=anais"),
        family: pairs("Lefèvre=lefevre Béranger=beranger Gagné=gagne D’Aubigné=daubigne")
    )
}
