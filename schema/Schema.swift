/// The SQL of the two databases, in the order in which it is applied, and the local API's document.
///
/// The files beside this one are the schema. A migration that has been released is never edited: a change
/// is a new file with the next number, and a line here. Its place in the list is the version that
/// `PRAGMA user_version` holds.
package enum Schema {
    package struct Migration: Sendable {
        /// The file's name without its ending.
        package let name: String
        package let sql: String

        fileprivate init(_ name: String, _ bytes: [UInt8]) {
            self.name = name
            sql = String(decoding: bytes, as: UTF8.self)
        }
    }

    /// `outbox.sqlite`: what cannot be had again.
    package static let outbox = [
        Migration("v001-intents", PackageResources.v001_intents_sql),
        Migration("v002-refusals", PackageResources.v002_refusals_sql),
        Migration("v003-forgotten", PackageResources.v003_forgotten_sql),
    ]

    /// `cache.sqlite`: what can be fetched again.
    package static let cache = [
        Migration("v001-lists", PackageResources.v001_lists_sql),
        Migration("v002-walks", PackageResources.v002_walks_sql),
        Migration("v003-budget", PackageResources.v003_budget_sql),
        Migration("v004-turns", PackageResources.v004_turns_sql),
        Migration("v005-orders", PackageResources.v005_orders_sql),
        Migration("v006-kept", PackageResources.v006_kept_sql),
    ]

    /// `api/openapi.json`: OpenAPI 3.1.
    package static let api = PackageResources.openapi_json
}
