package import Foundation
package import Helena
package import Logging
package import OutpostGateway
package import OutpostModel
import OutpostStore
package import OutpostSync

/// What the agent and the commands were told, checked.
package struct Settings: Sendable {
    package var dataDirectory: String
    /// Nil where it is not set: the key decides then.
    package var endpoint: HelenaEndpoint?
    package var proxy: HelenaProxy?
    package var caFile: String?
    package var limits = HelenaLimits()
    package var intervals = RefreshSchedule.Intervals()
    package var rules = SessionRules()
    /// What of sessions is kept on this machine.
    package var kept = KeptDetails.contacts
    package var lifetime = TransferRequest.defaultLifetime
    package var outboxLimit = Outbox.defaultLimit
    package var budgetShare = 0.5
    package var accountLimits = Budget.Limits()
    package var damping = Damper.usual
    /// Where the local API listens on TCP; nil: nowhere.
    package var gateway: GatewayAddress?
    /// The agent's socket; nil: in the data directory.
    package var socketPath: String?
    /// How long the caller of a transfer waits for its delivery.
    package var wait = Facilities.usualWait
    /// What of the API's that we do not answer is passed on to it.
    package var passThrough = PassThroughMode.all
    package var logLevel = Logger.Level.notice
    package var keySource: KeySource
    /// For the proxy's variables, once it is known where the API is.
    package let environment: [String: String]
}
