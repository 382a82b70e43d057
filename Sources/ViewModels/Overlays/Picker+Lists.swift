import Leads

/// What each picker offers.
extension Picker {
    static func stages(_ stages: [Stage], for lead: Lead) -> Picker {
        let letters = accelerators(for: stages.map(\.name))
        let items = zip(stages, letters).map { stage, letter in
            Item(
                label: stage.name,
                isCurrent: stage.name == lead.stage,
                accelerator: letter,
                choice: .intent(.setStage(stage.name))
            )
        }
        return Picker(.stage(of: lead.id), for: lead.displayName, items: items)
    }

    /// The lead's own tags first: choosing one of them changes nothing, as adding never takes off.
    static func tags(_ known: [String], for lead: Lead) -> Picker {
        let own = lead.tags.map {
            Item(label: $0, detail: "has it", isCurrent: true, choice: .intent(.addTag($0)))
        }
        let others = known.filter { lead.tag(named: $0) == nil }.map { Item(label: $0, choice: .intent(.addTag($0))) }
        return Picker(.tags(of: lead.id), for: lead.displayName, items: own + others, filtering: true)
    }

    /// The person themselves first, under `a`, so that `aa` takes a lead.
    static func assignees(in team: Team, for lead: Lead) -> Picker {
        let others = team.members.filter { $0.id != team.me?.id }
        let letters = accelerators(for: others.map(\.fullName), reserving: team.me == nil ? [] : ["a"])
        let me = team.me.map {
            Item(
                label: "\($0.fullName) (me)",
                detail: $0.email,
                accelerator: "a",
                choice: .intent(.assign(to: .member($0)))
            )
        }
        let items = zip(others, letters).map { member, letter in
            Item(
                label: member.fullName,
                detail: member.email,
                isCurrent: lead.isOwned(by: member, in: team),
                accelerator: letter,
                choice: .intent(.assign(to: .member(member)))
            )
        }
        return Picker(.assignee(of: lead.id), for: lead.displayName, items: [me].compactMap(\.self) + items)
    }

    static func dispositions(_ dispositions: [Disposition], for lead: Lead) -> Picker {
        let items = dispositions.map { disposition in
            Item(label: disposition.label, accelerator: disposition.letter, choice: .disposition(disposition.id))
        }
        return Picker(.callOutcome(of: lead.id), for: lead.displayName, items: items)
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
        let letters: [Character] = ["c", "u", "t", "v", "s", "n", "g"]
        let items = zip(LeadSort.Key.allCases, letters).map { key, letter in
            Item(
                label: key.rawValue,
                isCurrent: key == current?.key,
                accelerator: letter,
                choice: .sort(LeadSort(key, descending: key != .name && key != .stage))
            )
        }
        return Picker(.sort, items: items)
    }
}
