import Leads

extension AppState {
    /// Pickers that are open mark what their leads have by now; one that meets somebody else's change keeps that.
    mutating func markPickers() {
        overlays = overlays.map { overlay in
            guard case .picker(let picker) = overlay, picker.replaced == nil,
                let lead = picker.purpose.lead.flatMap({ lead(of: $0) })
            else { return overlay }
            return .picker(picker.marking(lead, in: account.team))
        }
    }
}

/// What each picker offers.
extension Picker {
    /// Whether it tells how many leads have each of its items.
    var showsCounts: Bool {
        switch purpose {
        case .stage, .tags, .assignee: true
        case .callOutcome, .likeness, .template, .deals, .dealStage, .sort: false
        }
    }

    static func stages(_ account: AccountState, for lead: Lead) -> Picker {
        let items = account.team.stages.map { stage in
            Item(
                label: stage.name,
                isCurrent: stage.name == lead.stage,
                accelerator: account.stageLetters[stage.id],
                choice: .intent(.setStage(stage.name))
            )
        }
        return Picker(.stage(of: lead.id), for: lead.displayName, items: items)
    }

    /// The lead's own tags first: choosing one of them changes nothing, as adding never takes off.
    static func tags(_ known: [String], for lead: Lead) -> Picker {
        let own = lead.tags.map {
            Item(label: $0, detail: hasIt, isCurrent: true, choice: .intent(.addTag($0)))
        }
        let others = known.filter { lead.tag(named: $0) == nil }.map { Item(label: $0, choice: .intent(.addTag($0))) }
        return Picker(.tags(of: lead.id), for: lead.displayName, items: own + others, filtering: true)
    }

    /// The person themselves first, under `a`, so that `aa` takes a lead.
    static func assignees(_ account: AccountState, for lead: Lead) -> Picker {
        let team = account.team
        let others = team.members.filter { $0.id != team.me?.id }
        let me = team.me.map {
            Item(
                label: "\($0.fullName) (me)",
                detail: $0.email,
                isCurrent: lead.isOwned(by: $0, in: team),
                accelerator: "a",
                choice: .intent(.assign(to: .member($0)))
            )
        }
        let items = others.map { member in
            Item(
                label: member.fullName,
                detail: member.email,
                isCurrent: lead.isOwned(by: member, in: team),
                accelerator: account.memberLetters[member.id],
                choice: .intent(.assign(to: .member(member)))
            )
        }
        return Picker(.assignee(of: lead.id), for: lead.displayName, items: [me].compactMap(\.self) + items)
    }

    /// The picker with its marks on what the lead has by now; its items stay in their places under the hand.
    func marking(_ lead: Lead, in team: Team) -> Picker {
        var picker = self
        picker.items = items.map { item in
            var item = item
            switch item.choice {
            case .intent(.setStage(let stage)): item.isCurrent = stage == lead.stage
            case .intent(.addTag(let tag)):
                item.isCurrent = lead.tag(named: tag) != nil
                item.detail = item.isCurrent ? Self.hasIt : ""
            case .intent(.assign(to: .member(let member))):
                item.isCurrent = lead.isOwned(by: member, in: team)
            case .intent, .disposition, .mark, .template, .deal, .newDeal, .sort, .dropCall: break
            }
            return item
        }
        picker.cursor.place(at: cursor.position, count: picker.matches.count)
        return picker
    }

    private static let hasIt = "has it"

    static func dispositions(_ dispositions: [Disposition], for lead: Lead) -> Picker {
        let items = dispositions.map { disposition in
            Item(label: disposition.label, accelerator: disposition.letter, choice: .disposition(disposition.id))
        }
        return Picker(.callOutcome(of: lead.id), for: lead.displayName, items: items)
    }

    static func templates(_ templates: [NoteTemplate], for lead: Lead, me: Member?) -> Picker {
        let letters = LetterMemory(templates.enumerated().map { ($0.offset, $0.element.label) })
        let items = templates.enumerated().map { place, template in
            let text = template.filled(for: lead, me: me)
            return Item(
                label: template.label,
                detail: text.split(whereSeparator: \.isNewline).first.map { String($0.prefix(60)) } ?? "",
                accelerator: letters[place],
                choice: .template(text)
            )
        }
        return Picker(.template(for: lead.id), for: lead.displayName, items: items)
    }

    static func likenesses(to lead: Lead) -> Picker {
        let letters: [Likeness: Character] = [.stage: "s", .source: "r", .owner: "o"]
        let items = Likeness.allCases.map { likeness in
            Item(
                label: "the same \(likeness.rawValue)",
                detail: likeness.value(of: lead),
                accelerator: letters[likeness],
                choice: .mark(likeness)
            )
        }
        return Picker(.likeness(to: lead.id), for: lead.displayName, items: items)
    }

    static func sort(_ current: LeadSort?) -> Picker {
        let letters: [Character] = ["c", "u", "t", "v", "s", "n", "g", "k"]
        let items = zip(LeadSort.Key.allCases, letters).map { key, letter in
            Item(
                label: key.rawValue,
                isCurrent: key == current?.key,
                accelerator: letter,
                choice: .sort(LeadSort(startingWith: key))
            )
        }
        let turned = current.map { current in
            Item(
                label: "the other way round",
                detail: current.isDescending ? "lowest first" : "highest first",
                accelerator: "r",
                choice: .sort(current.reversed)
            )
        }
        return Picker(.sort, items: items + [turned].compactMap(\.self))
    }
}
