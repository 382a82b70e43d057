/// Gives an answer the looks that the oddities ask for, whatever operation made it.
struct WireRewriting {
    let oddities: SandboxOddities

    func rewrite(_ response: SandboxResponse, to request: SandboxRequest) -> SandboxResponse {
        if response.status == 401 { return unauthorized(response) }
        if response.status >= 400 { return failure(response) }
        // The usual looks are those that the operations write anyway.
        guard hasUnusualReads, request.method == HTTPVerb.get.rawValue,
            let json = try? JSONParser.parse(response.body)  // An answer without JSON has no looks to change.
        else { return response }
        var response = response
        response.body = read(json, path: request.path.split(separator: "/").map(String.init)).utf8Text
        return response
    }

    private var hasUnusualReads: Bool {
        let usual = SandboxOddities()
        return oddities.leadDates != usual.leadDates || oddities.unsetNumbers != usual.unsetNumbers
            || oddities.unknownTexts != usual.unknownTexts || oddities.metadataName != usual.metadataName
            || oddities.singleLead != usual.singleLead || oddities.systemLogs != usual.systemLogs
            || oddities.addsUnknownKey != usual.addsUnknownKey
            || oddities.listTagMixesInstances != usual.listTagMixesInstances
    }

    private func unauthorized(_ response: SandboxResponse) -> SandboxResponse {
        switch oddities.unauthorizedBody {
        case .object: return failure(response)
        case .empty: return SandboxResponse(status: 401, headers: response.headers)
        case .html:
            let page = "<html><body><h1>401 Unauthorized</h1></body></html>"
            return SandboxResponse(
                status: 401,
                contentType: "text/html",
                headers: response.headers,
                body: Array(page.utf8)
            )
        }
    }

    private func failure(_ response: SandboxResponse) -> SandboxResponse {
        switch oddities.errorBodies {
        case .object: return response
        case .string:
            // What is no object with a message is left as it is.
            guard let json = try? JSONParser.parse(response.body), let message = json["message"] else {
                return response
            }
            var response = response
            response.body = message.utf8Text
            return response
        }
    }

    private func read(_ json: JSON, path: [String]) -> JSON {
        switch path.dropFirst() {
        case ["leads"]: renamedMetadata(json.mapping("leads", lead))
        case ["teamFeatures", "listTag"]: tags(json)
        case ["systemLogs"]: json.mapping("timeLines", timeline)
        case let path where path.first == "leads" && path.count == 2 && json["lead"] != nil: singleLead(json)
        default: renamedMetadata(json)
        }
    }

    private func renamedMetadata(_ json: JSON) -> JSON {
        switch oddities.metadataName {
        case .underscore: json
        case .getter: json.renaming("_metadata", to: "get_metadata")
        }
    }

    private func tags(_ json: JSON) -> JSON {
        guard case .array(let rows) = json else { return json }
        let kept = oddities.listTagMixesInstances ? rows : rows.filter { $0["leadId"] == 0 }
        return .array(kept.map(dates))
    }
}

// MARK: - Leads

extension WireRewriting {
    private func singleLead(_ json: JSON) -> JSON {
        let rewritten = lead(json["lead"] ?? .null)
        switch oddities.singleLead {
        case .wrapped: return json.setting("lead", to: rewritten)
        case .bare: return rewritten
        }
    }

    private func lead(_ lead: JSON) -> JSON {
        var members = lead.members
        if !oddities.addsUnknownKey { members.removeAll { $0.name == "privateFlag" } }
        if oddities.unknownTexts == .null {
            for index in members.indices where members[index].value == "N/A" { members[index].value = .null }
        }
        let result = dates(.object(members)).mapping("tags", dates)
        switch oddities.unsetNumbers {
        case .minusOne: return result
        case .null:
            return result.setting("leadInquiry", to: withoutMinusOne(result["leadInquiry"] ?? .null))
                .mapping("leadPropertyList", withoutMinusOne)
        }
    }

    private func withoutMinusOne(_ object: JSON) -> JSON {
        guard case .object(let members) = object else { return object }
        return .object(members.map { $0.value == -1 ? JSON.Member(name: $0.name, value: .null) : $0 })
    }

    private static let dateNames: Set<String> = [
        "createTime", "updateTime", "assignTime", "lastUpdateTime", "lastTouch", "lastVisit",
    ]

    private func dates(_ object: JSON) -> JSON {
        switch oddities.leadDates {
        case .gmt: return object
        case .zulu:
            return .object(
                object.members.map { member in
                    guard Self.dateNames.contains(member.name), case .string(let date) = member.value,
                        date.hasSuffix("GMT")
                    else { return member }
                    return JSON.Member(name: member.name, value: .string(date.dropLast(3) + "Z"))
                }
            )
        }
    }
}

// MARK: - System logs

extension WireRewriting {
    /// Before July 2026: a number as id, epoch milliseconds, the content as text, another name of the lead.
    private func timeline(_ entry: JSON) -> JSON {
        switch oddities.systemLogs {
        case .current: return entry
        case .old:
            let gone: Set<String> = ["timelineTypeDesc", "refId"]
            let members = entry.members.filter { !gone.contains($0.name) }.map { member in
                JSON.Member(name: member.name, value: old(member))
            }
            let name = [entry["toFirstName"], entry["toLastName"]].compactMap { value -> String? in
                guard case .string(let text) = value, !text.isEmpty else { return nil }
                return text
            }
            return JSON.object(members).setting("leadFullName", to: .string(name.joined(separator: " ")))
        }
    }

    private func old(_ member: JSON.Member) -> JSON {
        switch (member.name, member.value) {
        case ("id", .string(let id)): Int64(id).map(JSON.integer) ?? member.value
        case ("timelineTime", .string(let time)), ("createTime", .string(let time)), ("updateTime", .string(let time)):
            WireDate.millis(systemLog: time).map(JSON.integer) ?? member.value
        case ("content", let content): .string(content.text)
        default: member.value
        }
    }
}

extension JSON {
    /// A copy with every item of that array changed; anything else stays.
    fileprivate func mapping(_ name: String, _ change: (JSON) -> JSON) -> JSON {
        guard case .array(let items) = self[name] else { return self }
        return setting(name, to: .array(items.map(change)))
    }

    fileprivate func renaming(_ name: String, to newName: String) -> JSON {
        guard case .object(let members) = self else { return self }
        return .object(members.map { $0.name == name ? Member(name: newName, value: $0.value) : $0 })
    }
}
