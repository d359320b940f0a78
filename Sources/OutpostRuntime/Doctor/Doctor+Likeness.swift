import Foundation
import Helena
import OutpostModel

/// Whether this shell and the agent mean the same: the agent answers by its own settings, which the
/// shell's may be quite different from.
extension Doctor {
    /// Nil where no agent answers.
    func likeness(_ agent: AgentClient?) async -> Likeness.Answer? {
        let nonce = UUID().uuidString + UUID().uuidString
        let key = try? settings.keySource.read().key
        return await agent?.likeness(.init(nonce: nonce, proof: key?.proof(of: nonce)))
    }

    /// What was found of the key, with what the agent says of it.
    func compared(_ key: Finding, _ likeness: Likeness.Answer?) -> Finding {
        guard let likeness else { return key }
        guard (try? settings.keySource.read()) != nil else {
            return Finding(
                .key, .notice, "not to be had here; the agent has one (\(key.detail))",
                next: "nothing, as long as the agent runs")
        }
        guard !likeness.sameKey else { return key }
        return Finding(
            .key, .wrong, "it is not the agent's: the agent works with another key",
            next: "if this one is right, start it anew (\(installation.restart)); else mend it")
    }

    /// That the agent has another API than this shell; nil where both mean the same.
    func stranger(_ likeness: Likeness.Answer?) -> Finding? {
        guard let likeness, let endpoint = try? Remotes.destination(settings).endpoint,
            endpoint.text != likeness.baseURL
        else { return nil }
        return Finding(
            .agent, .wrong,
            "it works with \(likeness.baseURL), and the settings here say \(endpoint.text)",
            next: "if these are right, start it anew (\(installation.restart)); else mend them")
    }
}
