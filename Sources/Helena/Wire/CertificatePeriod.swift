import Foundation

/// From when until when a certificate is valid.
struct CertificatePeriod: Hashable, Sendable {
    let start: Date
    let end: Date

    func contains(_ moment: Date) -> Bool { (start...max(start, end)).contains(moment) }
}
