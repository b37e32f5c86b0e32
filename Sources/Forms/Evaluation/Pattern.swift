internal import CPCRE2

/// A compiled regular expression of `regex()`, as Java writes it: Unicode, matched against the whole text.
///
/// A form's pattern is hostile input: `(a+)+b` kept Swift's own Regex busy for 28 s on twenty letters. PCRE2 counts
/// its steps and gives up at the limit.
final class Pattern {
    enum Outcome { case match, noMatch, tooCostly }

    /// Steps of matching; some milliseconds at worst.
    private static let matchLimit: UInt32 = 500_000
    private static let depthLimit: UInt32 = 100_000
    /// KiB.
    private static let heapLimit: UInt32 = 32_768

    private let code: OpaquePointer
    private let match: OpaquePointer
    private let limits: OpaquePointer

    /// Nil when the text is not a pattern.
    init?(_ source: String) {
        var error: Int32 = 0
        var offset = 0
        let options =
            UInt32(PCRE2_UTF) | UInt32(PCRE2_ANCHORED) | UInt32(PCRE2_ENDANCHORED) | UInt32(PCRE2_NEVER_BACKSLASH_C)
        guard let translated = JavaPattern.translated(source) else { return nil }
        let bytes = Array(translated.utf8)
        guard let code = pcre2_compile_8(bytes, bytes.count, options, &error, &offset, nil) else { return nil }
        guard let match = pcre2_match_data_create_from_pattern_8(code, nil),
            let limits = pcre2_match_context_create_8(nil)
        else {
            pcre2_code_free_8(code)
            return nil
        }
        self.code = code
        self.match = match
        self.limits = limits
        pcre2_set_match_limit_8(limits, Self.matchLimit)
        pcre2_set_depth_limit_8(limits, Self.depthLimit)
        pcre2_set_heap_limit_8(limits, Self.heapLimit)
    }

    deinit {
        pcre2_match_context_free_8(limits)
        pcre2_match_data_free_8(match)
        pcre2_code_free_8(code)
    }

    func matches(_ text: String) -> Outcome {
        let bytes = Array(text.utf8)
        let found = pcre2_match_8(code, bytes, bytes.count, 0, 0, match, limits)
        if found >= 0 { return .match }
        return found == PCRE2_ERROR_NOMATCH ? .noMatch : .tooCostly
    }
}
