import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL
import OutpostModel

extension LineFailure {
    /// Reads an error of AsyncHTTPClient or of the layers under it.
    ///
    /// What is not known broke somewhere, and may have arrived.
    init(_ error: any Error) {
        self =
            switch error {
            case is CancellationError: Self(.broken, mayHaveArrived: true, .cancelled)
            case is Overdue: Self(.timedOut, mayHaveArrived: true, .answering)
            case let error as HTTPClientError: Self(client: error)
            case let error as NIOConnectionError: Self(connecting: error)
            case let error as IOError: Self(errno: error.errnoCode)
            case let error as ChannelError: Self(channel: error)
            case is SocketAddressError: Self(.nameUnknown, mayHaveArrived: false)
            case let error as NIOSSLError: Self(tls: error)
            case let error as NIOSSLExtraError:
                Self(
                    .untrusted, mayHaveArrived: false,
                    error == .failedToValidateHostname ? .otherHost : .none)
            case HTTPParserError.invalidEOFState: Self(.broken, mayHaveArrived: true)
            case is HTTPParserError: Self(.notTheAPI, mayHaveArrived: true, .notHTTP)
            case is NIOTooManyBytesError, NIOHTTPDecompression.DecompressionError.limit:
                Self(.tooLarge, mayHaveArrived: true)
            default: Self(.broken, mayHaveArrived: true)
            }
    }

    private init(client error: HTTPClientError) {
        self =
            switch error {
            case .cancelled: Self(.broken, mayHaveArrived: true, .cancelled)
            case .connectTimeout: Self(.timedOut, mayHaveArrived: false, .connecting)
            case .httpProxyHandshakeTimeout, .tlsHandshakeTimeout:
                Self(.timedOut, mayHaveArrived: false, .passing)
            case .getConnectionFromPoolTimeout: Self(.timedOut, mayHaveArrived: false, .waiting)
            case .deadlineExceeded, .readTimeout, .writeTimeout:
                Self(.timedOut, mayHaveArrived: true, .answering)
            case .proxyAuthenticationRequired:
                Self(.proxyRefused, mayHaveArrived: false, .proxyPassword)
            case .invalidProxyResponse: Self(.proxyRefused, mayHaveArrived: false)
            case .alreadyShutdown: Self(.broken, mayHaveArrived: false)
            default: Self(.broken, mayHaveArrived: true)
            }
    }

    /// Every address of a name was tried.
    ///
    /// The one that came furthest tells most: on a line without IPv6 that half always says "no
    /// route".
    private init(connecting error: NIOConnectionError) {
        let attempts = error.connectionErrors.map { Self($0.error).cause }
        let cause =
            [.refused, .timedOut, .broken, .noRoute].first(where: attempts.contains)
            ?? (error.dnsAError ?? error.dnsAAAAError).map { _ in .nameUnknown } ?? .timedOut
        self.init(cause, mayHaveArrived: false, .connecting)
    }

    private init(channel error: ChannelError) {
        if case .connectTimeout = error {
            self.init(.timedOut, mayHaveArrived: false, .connecting)
        } else {
            self.init(.broken, mayHaveArrived: true)
        }
    }

    /// A refusal happens only while connecting.
    ///
    /// The others can also end a connection that stood.
    private init(errno code: CInt) {
        self =
            switch code {
            case ECONNREFUSED: Self(.refused, mayHaveArrived: false)
            case ENETUNREACH, EHOSTUNREACH, ENETDOWN, EHOSTDOWN, EADDRNOTAVAIL, EACCES, EPERM:
                Self(.noRoute, mayHaveArrived: true)
            case ETIMEDOUT: Self(.timedOut, mayHaveArrived: true, .answering)
            default: Self(.broken, mayHaveArrived: true)
            }
    }

    private init(tls error: NIOSSLError) {
        self =
            switch error {
            case .handshakeFailed(.sslError([.eofDuringHandshake])):
                Self(.broken, mayHaveArrived: false)
            case .handshakeFailed(let reason):
                // The library keeps BoringSSL's own word only in the description.
                Self(
                    .untrusted, mayHaveArrived: false,
                    "\(reason)".contains("CERTIFICATE_VERIFY_FAILED") ? .certificate : .none)
            case .unableToValidateCertificate, .noCertificateToValidate:
                Self(.untrusted, mayHaveArrived: false, .certificate)
            default: Self(.broken, mayHaveArrived: true)
            }
    }
}
