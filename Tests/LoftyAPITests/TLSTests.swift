import Foundation
import LoftyAPI
import LoftyHTTP
import Testing

/// A TLS server on loopback with a certificate made for it alone, by the `openssl` program.
private final class TLSServer {
    let certificateFile: String
    private(set) var url = ""
    private let folder: URL
    private let process = Process()

    static let program = "/usr/bin/openssl"

    static var isAvailable: Bool { FileManager.default.isExecutableFile(atPath: program) }

    /// `name` is the address that the certificate is for.
    init(certifiedFor name: String) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("foyer-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        certificateFile = folder.appendingPathComponent("certificate.pem").path
        let key = folder.appendingPathComponent("key.pem").path
        let making = Process()
        making.executableURL = URL(fileURLWithPath: Self.program)
        making.arguments =
            ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
            + ["-subj", "/CN=foyer test", "-addext", "subjectAltName=\(name)", "-keyout", key, "-out", certificateFile]
        making.standardError = FileHandle.nullDevice
        try making.run()
        making.waitUntilExit()
        try #require(making.terminationStatus == 0)
        try start(key: key)
    }

    private func start(key: String) throws {
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: Self.program)
        process.arguments = ["s_server", "-accept", "127.0.0.1:0", "-cert", certificateFile, "-key", key, "-www"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var text = ""
        while !text.contains("\n") || text.firstRange(of: "ACCEPT ") == nil {
            let data = output.fileHandleForReading.availableData
            try #require(!data.isEmpty, "openssl did not start: \(text)")
            text += String(decoding: data, as: UTF8.self)
        }
        let accept = try #require(text.firstRange(of: "ACCEPT "))
        url = "https://" + text[accept.upperBound...].prefix { !$0.isWhitespace } + "/"
    }

    func stop() {
        process.terminate()
        // What is left in the temporary folder harms nobody, and there is nobody to tell.
        try? FileManager.default.removeItem(at: folder)
    }
}

@Suite("TLS", .enabled(if: TLSServer.isAvailable, "needs /usr/bin/openssl"), .timeLimit(.minutes(1)))
struct TLSTests {
    private func outcome(of url: String, certificateFile: String?) async -> Result<Int, TransportError> {
        let transport = CurlTransport(settings: CurlTransport.Settings(certificateFile: certificateFile))
        let headers = [HTTPField("Authorization", "token s3cret")]
        let request = HTTPRequest(method: "GET", url: url, headers: headers, deadline: .seconds(10))
        do throws(TransportError) {
            return .success(try await transport.send(request).status)
        } catch {
            return .failure(error)
        }
    }

    @Test("a private certificate is trusted when its file is named, and refused otherwise")
    func trustsNamedCertificates() async throws {
        let server = try TLSServer(certifiedFor: "IP:127.0.0.1")
        defer { server.stop() }
        #expect(await outcome(of: server.url, certificateFile: server.certificateFile) == .success(200))
        guard case .failure(let error) = await outcome(of: server.url, certificateFile: nil) else {
            Issue.record("A certificate that nobody vouches for was trusted")
            return
        }
        #expect(error.kind == .untrusted)
        #expect(!error.detail.isEmpty)
    }

    @Test("a trusted certificate of another host is refused")
    func checksHostNames() async throws {
        let server = try TLSServer(certifiedFor: "IP:127.0.0.2")
        defer { server.stop() }
        guard case .failure(let error) = await outcome(of: server.url, certificateFile: server.certificateFile) else {
            Issue.record("A certificate of another host was trusted")
            return
        }
        #expect(error.kind == .untrusted)
    }
}
