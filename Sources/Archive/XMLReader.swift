internal import CXML2

/// Reads XML piece by piece: no DTD, no network, no entities of the author's, limits on depth and size.
package final class XMLReader {
    package enum Event: Hashable, Sendable {
        /// The element's local name.
        case start(String)
        case end(String)
        case text(String)
    }

    /// Elements inside one another.
    package static let depthLimit = 100

    private let reader: xmlTextReaderPtr
    /// libxml2 reads them in place.
    private let bytes: UnsafeMutableBufferPointer<UInt8>
    private let entry: String
    private var endToCome: String?

    /// `libxml2` wants one initialisation before threads use it.
    private static let isReady: Bool = {
        xmlInitParser()
        return true
    }()

    /// `entry` names the text in faults.
    package init(_ content: [UInt8], entry: String) throws(ArchiveFault) {
        precondition(Self.isReady)
        guard content.count < Int(Int32.max) else { throw .tooLarge(limit: Int(Int32.max)) }
        guard !Self.hasDocumentType(content) else { throw .documentType(entry: entry) }
        bytes = .allocate(capacity: max(1, content.count))
        _ = bytes.initialize(from: content)
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        let opened = bytes.withMemoryRebound(to: CChar.self) {
            xmlReaderForMemory($0.baseAddress, Int32(content.count), nil, nil, Int32(options))
        }
        guard let opened else {
            bytes.deallocate()
            throw .badXML(entry: entry, line: 1)
        }
        reader = opened
        self.entry = entry
        // Some faults of size are printed in spite of the options.
        xmlTextReaderSetStructuredErrorHandler(reader, { _, _ in }, nil)
    }

    deinit {
        xmlFreeTextReader(reader)
        bytes.deallocate()
    }

    /// Before libxml2 sees it, so that not even an internal subset is parsed. UTF-16 is caught by `next`.
    private static func hasDocumentType(_ content: [UInt8]) -> Bool {
        let word = Array("<!DOCTYPE".utf8)
        guard let root = content.indices.first(where: { isNameStart(content, $0) }) else { return false }
        let head = content[..<root]
        return head.indices.contains { $0 + word.count <= content.count && content[$0...].starts(with: word) }
    }

    /// `<a`, where the root element begins.
    private static func isNameStart(_ content: [UInt8], _ index: Int) -> Bool {
        guard content[index] == 0x3C, index + 1 < content.count else { return false }
        let next = content[index + 1]
        return next != 0x21 && next != 0x3F
    }

    /// The next start, end or text; nil at the end. An empty element gives a start and an end.
    package func next() throws(ArchiveFault) -> Event? {
        if let name = endToCome {
            endToCome = nil
            return .end(name)
        }
        while true {
            let state = xmlTextReaderRead(reader)
            guard state >= 0 else {
                throw .badXML(entry: entry, line: max(1, Int(xmlTextReaderGetParserLineNumber(reader))))
            }
            guard state == 1 else { return nil }
            guard xmlTextReaderDepth(reader) <= Self.depthLimit else {
                throw .tooDeep(entry: entry, limit: Self.depthLimit)
            }
            if let event = try event() { return event }
        }
    }

    private func event() throws(ArchiveFault) -> Event? {
        switch UInt32(xmlTextReaderNodeType(reader)) {
        case XML_READER_TYPE_ELEMENT.rawValue:
            let name = Self.text(xmlTextReaderConstLocalName(reader))
            if xmlTextReaderIsEmptyElement(reader) == 1 { endToCome = name }
            return .start(name)
        case XML_READER_TYPE_END_ELEMENT.rawValue:
            return .end(Self.text(xmlTextReaderConstLocalName(reader)))
        case XML_READER_TYPE_TEXT.rawValue, XML_READER_TYPE_CDATA.rawValue,
            XML_READER_TYPE_SIGNIFICANT_WHITESPACE.rawValue, XML_READER_TYPE_WHITESPACE.rawValue:
            return .text(Self.text(xmlTextReaderConstValue(reader)))
        case XML_READER_TYPE_DOCUMENT_TYPE.rawValue, XML_READER_TYPE_ENTITY_REFERENCE.rawValue:
            throw .documentType(entry: entry)
        default: return nil
        }
    }

    /// An attribute of the element that has just started, by its name as written (`r:id`).
    package func attribute(_ name: String) -> String? {
        guard let value = xmlTextReaderGetAttribute(reader, name) else { return nil }
        defer { cxml2_free(value) }
        return Self.text(value)
    }

    /// All attributes of the element that has just started, by their local names, without the namespaces' own.
    package var attributes: [(name: String, value: String)] {
        var all: [(name: String, value: String)] = []
        while xmlTextReaderMoveToNextAttribute(reader) == 1 {
            guard xmlTextReaderIsNamespaceDecl(reader) != 1 else { continue }
            all.append(
                (Self.text(xmlTextReaderConstLocalName(reader)), Self.text(xmlTextReaderConstValue(reader))))
        }
        _ = xmlTextReaderMoveToElement(reader)
        return all
    }

    /// An attribute by its local name and namespace.
    package func attribute(_ name: String, in namespace: String) -> String? {
        guard let value = xmlTextReaderGetAttributeNs(reader, name, namespace) else { return nil }
        defer { cxml2_free(value) }
        return Self.text(value)
    }

    /// The namespace of the element that has just started or ended; empty when it has none.
    package var namespace: String {
        xmlTextReaderConstNamespaceUri(reader).map { Self.text($0) } ?? ""
    }

    private static func text(_ pointer: UnsafePointer<xmlChar>?) -> String {
        pointer.map { String(cString: $0) } ?? ""
    }
}
