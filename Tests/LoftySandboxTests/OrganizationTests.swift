import Testing

@testable import LoftySandbox

@Suite("The organisation", .timeLimit(.minutes(1)))
struct OrganizationTests {
    @Test("an administrator sees the offices, and the profiles of the team")
    func organization() async throws {
        try await withSandbox { _, client async throws in
            let org = try await client.get("/v1.0/org").json
            #expect(org["orgType"]?.int64 != nil)
            let info = try #require(org["enterpriseInfo"])
            #expect(info["groupName"] == "Bluebonnet Realty")
            #expect(info["profileName"] == "Admin")
            let offices = info["visibleOrgInfoList"]?.items ?? []
            #expect(offices.compactMap { $0["groupName"]?.string }.count == 3)
            #expect(offices[1] == ["groupId": 2, "groupName": "North Austin Office", "parentId": 1])
            let profiles = try await client.get("/v1.0/org/permission/profiles").json.items ?? []
            let names = Set(profiles.compactMap { $0["name"]?.string })
            #expect(names.isSuperset(of: ["Agent", "Team Lead", "Admin", "Owner"]))
            #expect(profiles.contains { $0["id"] == info["profileId"] && $0["name"] == "Admin" })
        }
    }

    @Test("somebody without rights sees no offices and no profiles")
    func withoutRights() async throws {
        try await withAgent { client in
            #expect(try await client.get("/v1.0/me").json["roleName"] == "Agent")
            let info = try await client.get("/v1.0/org").json["enterpriseInfo"]
            #expect(info?["groupId"] == 2)
            #expect(info?["visibleOrgInfoList"] == [])
            let profiles = try await client.get("/v1.0/org/permission/profiles")
            #expect(profiles.refuses(400, 200100, "VENDOR_HAS_NO_PERMISSION"))
            let range = "startTime=0&endTime=1&teamView=true"
            let team = try await client.get("/v2.0/communication/agent?\(range)")
            #expect(team.refuses(400, 20017, "ACCESS_ALL_TEAM_LEADS"))
            let body: JSON = ["type": "ALL", "startTime": 0, "endTime": 1, "teamView": true]
            let search = try await client.post("/v1.0/agent/communication", body)
            #expect(search.refuses(400, 20017, "ACCESS_ALL_TEAM_LEADS"))
        }
    }

    @Test("a member is found by either id, nobody by another one")
    func users() async throws {
        try await withSandbox { _, client async throws in
            let marisol = try await client.get("/v1.0/members/marisol%40bluebonnet.example.com").json
            let id = try #require(marisol["memberUserId"]?.int64)
            #expect(try await client.get("/v1.0/users/\(id)").json == marisol)
            #expect(try await client.get("/v1.0/users/\(BookTeam.guideMemberID)").json == marisol)
            #expect(try await client.get("/v1.0/users/1").refuses(404, 20003, "User not exist"))
            #expect(try await client.get("/v1.0/users/me").refusesParameter)
        }
    }

    @Test("vendors are a bare array of invented people")
    func vendors() async throws {
        try await withSandbox { _, client async throws in
            let vendors = try #require(try await client.get("/v1.0/vendor/list").json.items)
            #expect(vendors.count == 3)
            for vendor in vendors {
                #expect(
                    vendor.names == [
                        "id", "agentUserId", "firstName", "lastName", "phoneNumber", "phoneCode", "phoneCountry",
                        "email",
                        "roleName", "companyName", "companyAddress",
                    ]
                )
                #expect(vendor["email"]?.string?.hasSuffix(".example.com") == true)
                #expect(vendor["phoneNumber"]?.string?.hasPrefix("55501") == true)
            }
        }
    }

    @Test("a member shows its office whole: where it stands among the others, and how many people it has")
    func offices() async throws {
        try await withSandbox { _, client async throws in
            let members = try #require(try await client.get("/v1.0/members?limit=100").json["members"]?.items)
            let parents = try await client.get("/v1.0/org").json["enterpriseInfo"]?["visibleOrgInfoList"]?.items ?? []
            #expect(parents.count > 1)
            for member in members {
                let office = try #require(member["group"])
                let known = try #require(parents.first { $0["groupId"] == office["id"] })
                #expect(office["id"] == member["groupId"])
                #expect(office["name"] == known["groupName"])
                #expect(office["parentId"] == known["parentId"])
                let isTop = office["parentId"] == 0
                #expect(office["layer"] == (isTop ? 1 : 2))
                let id = office["id"]?.text ?? ""
                #expect(office["path"]?.string == (isTop ? id : "\(office["parentId"]?.text ?? "")/\(id)"))
                let people = members.count { $0["groupId"] == office["id"] }
                #expect(office["agentCount"] == .integer(Int64(people)))
            }
            #expect(try await client.get("/v1.0/org").json["multiTeamInfo"] == .null)
        }
    }
}
