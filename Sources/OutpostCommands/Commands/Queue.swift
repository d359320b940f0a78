import ArgumentParser

/// `outpost queue …`
struct Queue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue",
        abstract: "See and manage the transfers that were accepted.",
        subcommands: [
            QueueList.self, QueueShow.self, QueueCancel.self, QueueHold.self, QueueRelease.self,
            QueueRetry.self, QueueExplain.self, QueueAudit.self, QueueSalvage.self,
            QueueImport.self,
        ],
        defaultSubcommand: QueueList.self)
}
