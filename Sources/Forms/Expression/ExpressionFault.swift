/// Why a text is not an expression of the ODK language, and where.
package struct ExpressionFault: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case tooLong(limit: Int)
        case tooDeep(limit: Int)
        /// The text where something else should stand.
        case unexpected(String)
        case unfinished
        case unclosedString
        case unclosedReference
        case unknownFunction(String, nearest: String?)
        /// Known to ODK, not yet to this program.
        case unsupportedFunction(String)
        case argumentCount(signature: String, given: Int)
        /// Other constructs of XPath that ODK does not have, such as `//`.
        case unsupported(String)
    }

    package let kind: Kind
    /// UTF-8 bytes from the start of the expression.
    package let offset: Int

    package init(kind: Kind, offset: Int) {
        self.kind = kind
        self.offset = offset
    }
}
