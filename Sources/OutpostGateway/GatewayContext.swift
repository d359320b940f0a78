import Hummingbird

/// What is known of a request besides itself.
struct GatewayContext: RequestContext {
    var coreContext: CoreRequestContextStorage

    init(source: Source) { coreContext = .init(source: source) }

    var maxUploadSize: Int { GatewayLimits.largestBody }
}
