/// Certificates for servers on loopback, made for these tests alone and of no use elsewhere.
///
/// The first two last until 2124.
struct TestCertificate: Sendable {
    let pem: String

    /// For `localhost`.
    static let good = Self(
        pem: """
            -----BEGIN CERTIFICATE-----
            MIIBTzCB9qADAgECAgEBMAoGCCqGSM49BAMCMBQxEjAQBgNVBAMMCWxvY2FsaG9z
            dDAgFw0yNDAxMDEwMDAwMDBaGA8yMTI0MDEwMTAwMDAwMFowFDESMBAGA1UEAwwJ
            bG9jYWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEDCEiQ1/HIYhxB6jg
            rzE9l/CIjw36zbSHiqfUSu4QtQn8XGpsv2xfnGZUlRW2TT6pr/m7GeS7qVtfIlnz
            r1C1j6M3MDUwFAYDVR0RBA0wC4IJbG9jYWxob3N0MB0GA1UdDgQWBBQyxHMplxem
            T5OjiuWsTSWofKrFVDAKBggqhkjOPQQDAgNIADBFAiBnqIjIV7pLdWckZ2qtczSL
            BgK4UhtJH8+jCqYILp4wNQIhAKT7MVumAXG2uzxJcFzWmrEzOX/JDEpUzVgMntJ0
            YiX2
            -----END CERTIFICATE-----
            """)

    /// For `other.example`.
    static let otherHost = Self(
        pem: """
            -----BEGIN CERTIFICATE-----
            MIIBXDCCAQKgAwIBAgIBATAKBggqhkjOPQQDAjAYMRYwFAYDVQQDDA1vdGhlci5l
            eGFtcGxlMCAXDTI0MDEwMTAwMDAwMFoYDzIxMjQwMTAxMDAwMDAwWjAYMRYwFAYD
            VQQDDA1vdGhlci5leGFtcGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEDCEi
            Q1/HIYhxB6jgrzE9l/CIjw36zbSHiqfUSu4QtQn8XGpsv2xfnGZUlRW2TT6pr/m7
            GeS7qVtfIlnzr1C1j6M7MDkwGAYDVR0RBBEwD4INb3RoZXIuZXhhbXBsZTAdBgNV
            HQ4EFgQUMsRzKZcXpk+To4rlrE0lqHyqxVQwCgYIKoZIzj0EAwIDSAAwRQIhAPly
            Ok4CQ49+DRg1OBBi+9yLoxoGKzhsbzpHsEiEgytvAiAt7++I8VIyv5iZdyMTw1c8
            6O0iTLW7i7NcNjzM0wegmQ==
            -----END CERTIFICATE-----
            """)

    /// For `localhost`, until 2021.
    static let expired = Self(
        pem: """
            -----BEGIN CERTIFICATE-----
            MIIBTDCB9KADAgECAgEBMAoGCCqGSM49BAMCMBQxEjAQBgNVBAMMCWxvY2FsaG9z
            dDAeFw0yMDAxMDEwMDAwMDBaFw0yMTAxMDEwMDAwMDBaMBQxEjAQBgNVBAMMCWxv
            Y2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABAwhIkNfxyGIcQeo4K8x
            PZfwiI8N+s20h4qn1EruELUJ/FxqbL9sX5xmVJUVtk0+qa/5uxnku6lbXyJZ869Q
            tY+jNzA1MBQGA1UdEQQNMAuCCWxvY2FsaG9zdDAdBgNVHQ4EFgQUMsRzKZcXpk+T
            o4rlrE0lqHyqxVQwCgYIKoZIzj0EAwIDRwAwRAIgB2vAxHHSuFdluwJUVE/1aQWk
            NIyO978TCNI7XDAwn+sCIDlGGDI7HnfZNL6kEkhAcCT0WBxxQH0pDHck4eBvVIdZ
            -----END CERTIFICATE-----
            """)

    /// The key of all of them.
    static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgULkJ6zPqcape52Ah
        SOmarTdY3fPKQMe3sp0krtbpsDKhRANCAAQMISJDX8chiHEHqOCvMT2X8IiPDfrN
        tIeKp9RK7hC1Cfxcamy/bF+cZlSVFbZNPqmv+bsZ5LupW18iWfOvULWP
        -----END PRIVATE KEY-----
        """
}
