import Foundation
import Glibc
import OutpostGateway
package import OutpostModel

/// The directory with the two databases, the agent's lock and its socket.
package struct DataDirectory: Hashable, Sendable {
    package let path: String
    /// Where the agent's socket is.
    package let socketPath: String
    /// Whether the socket stands somewhere else, for others to use.
    package let isShared: Bool

    /// The system's limit for the path of a unix socket, bytes.
    package static let longestSocketPath = 107

    /// A relative path is taken from the working directory; nothing is touched.
    ///
    /// - Parameter socket: where the agent's socket is; nil: in the directory.
    package init(_ path: String, socket: String? = nil) {
        self.path = URL(fileURLWithPath: path).standardizedFileURL.path
        isShared = socket != nil
        socketPath =
            socket.map { URL(fileURLWithPath: $0).standardizedFileURL.path }
            ?? self.path + "/outpost.sock"
    }

    package init(_ settings: Settings) {
        self.init(settings.dataDirectory, socket: settings.socketPath)
    }

    /// Where others are to use the socket, a service is what makes it.
    package var installation: Installation { isShared ? .service : .own }

    /// What programs show to the local API on TCP.
    package var tokenPath: String { path + "/token" }

    /// Whether there may be a directory, and we may not look into it.
    var isClosedToUs: Bool { access(path, R_OK | X_OK) != 0 && errno == EACCES }

    func lockPath(_ purpose: DirectoryLock.Purpose) -> String {
        path + "/" + purpose.rawValue + ".lock"
    }

    /// Makes the directory, mode 0700, if it is missing, takes from others what they may do in it,
    /// and checks that it can be used.
    package func prepare() throws(DataDirectoryFailure) {
        guard socketPath.utf8.count <= Self.longestSocketPath else {
            throw .tooLong(path: path)
        }
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw .notUsable(path: path, detail: "it cannot be made")
        }
        try workAsOwner()
        if let mode = FileModes(of: path)?.mode, mode & 0o007 != 0 {
            chmod(path, mode & 0o770)  // where it is not ours, the modes are its owner's
        }
        guard access(path, R_OK | W_OK | X_OK) == 0 else {
            throw .notUsable(path: path, detail: String(cString: strerror(errno)))
        }
    }

    /// Checks that the agent can make its socket. Only for the agent: of a service that is stopped the
    /// socket's folder is gone, and transfers are taken all the same.
    func prepareForSocket() throws(DataDirectoryFailure) {
        guard !isShared || access(socketFolder, W_OK | X_OK) == 0 else {
            throw .noSocket(path: socketFolder, detail: String(cString: strerror(errno)))
        }
    }

    /// Whether the socket may be there, and we may not come as far as that.
    var isSocketClosedToUs: Bool { access(socketFolder, X_OK) != 0 && errno == EACCES }

    private var socketFolder: String {
        URL(fileURLWithPath: socketPath).deletingLastPathComponent().path
    }
}

/// Why the data directory cannot be used.
package enum DataDirectoryFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// Its socket's path would be longer than the system allows. Choose a shorter one.
    case tooLong(path: String)
    /// It cannot be made or written. Mend its owner or its modes.
    case notUsable(path: String, detail: String)
    /// It is somebody else's. Be that one, or root.
    case closed(path: String)
    /// It is a service's, and we may not use that, either. Become a member of its group.
    case notAMember(path: String)
    /// Where the socket is to be, none can be made. Make the directory, or correct gateway.socket.
    case noSocket(path: String, detail: String)
    /// What is in the file with the local API's token cannot be one. Delete the file: a new one is made.
    case badToken(path: String)
    /// Only the agent could answer us, and it does not run. Start it.
    case noAgent(socketPath: String)
    /// Another process works in it. Use that one, or wait for it.
    case inUse(DirectoryLock.Purpose, path: String, pid: Int32?)

    package var description: String {
        switch self {
        case .tooLong(let path):
            """
            the data directory's path is too long (\(path)): at most \
            \(DataDirectory.longestSocketPath - "/outpost.sock".utf8.count) bytes
            """
        case .notUsable(let path, let detail):
            "the data directory \(path) cannot be used: \(detail)"
        case .closed(let path), .notAMember(let path):
            "the data directory \(path) is closed to you"
        case .noSocket(let path, let detail):
            "gateway.socket: no socket can be made in \(path): \(detail)"
        case .noAgent(let path):
            "you may use the agent only, and none listens on \(path)"
        case .badToken(let path):
            "\(path) holds no token of at least \(AccessToken.shortest) characters"
        case .inUse(let purpose, let path, let pid):
            (purpose == .agent ? "an agent is already running on " : "a refresh is running on ")
                + path + (pid.map { " (pid \($0))" } ?? "")
        }
    }
}
