/// Why a file from elsewhere cannot be read. The reader adds the file's name.
package enum ArchiveFault: Error, Hashable, Sendable {
    case notZip
    /// A workbook of Excel 97-2003, or one sealed with a password: both are compound files, not zip.
    case compoundFile
    case damaged(entry: String)
    case encrypted(entry: String)
    /// Two entries of one name: programs differ in which they show.
    case entryTwice(String)
    case tooManyEntries(limit: Int)
    /// Bytes of all entries together after inflating.
    case tooLarge(limit: Int)
    case badXML(entry: String, line: Int)
    /// A DTD can read files and grow without end, and no format that is read here needs one.
    case documentType(entry: String)
    case tooDeep(entry: String, limit: Int)
    case missingPart(String)
    case tooManyCells(limit: Int)
    case unclosedQuote(line: Int)
    /// Text behind a closing quote.
    case strayQuote(line: Int)
    /// A text in another encoding, such as TCVN3, windows-1258 or UTF-16.
    case notUTF8(line: Int)
}
