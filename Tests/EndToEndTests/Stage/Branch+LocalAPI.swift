import Caller
import Foundation
import HelenaSimulator

extension Branch {
    /// The branch with a port of its own for the local API, which nobody else takes meanwhile.
    func withPort(_ body: (Branch, Int) async throws -> Void) async throws {
        guard let reservation = PortReservation(host: "127.0.0.1", port: 0) else {
            throw NeverHappened(what: "a port is free")
        }
        defer { withExtendedLifetime(reservation) {} }
        var branch = self
        branch.settings["OUTPOST_GATEWAY_PORT"] = "\(reservation.port)"
        try await body(branch, reservation.port)
    }

    /// The local API's token, as the data directory holds it.
    var token: String {
        get throws {
            try String(contentsOfFile: data + "/token", encoding: .utf8)
                .trimmingCharacters(in: .newlines)
        }
    }

    /// A program that knows the token.
    func caller(_ port: Int) throws -> LocalCaller { LocalCaller(port: port, token: try token) }

    /// A program that may use the socket.
    var socketCaller: LocalCaller { LocalCaller(socketPath: data + "/outpost.sock") }
}
