internal import CMinizip

/// Writes zip archives in memory: the same entries give the same bytes, on every day and machine.
package enum ZipWriter {
    package struct Entry: Sendable {
        package let name: String
        package let bytes: [UInt8]

        package init(_ name: String, _ bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }

        package init(_ name: String, _ text: String) {
            self.init(name, Array(text.utf8))
        }
    }

    /// 1980-01-01 00:00, the first moment that a zip can name.
    private static let date: UInt = 0x0021_0000
    /// Names are UTF-8. Source: APPNOTE.TXT 4.4.4, bit 11.
    private static let utf8Names: UInt = 1 << 11

    /// The archive, in the order of `entries`.
    package static func archive(_ entries: [Entry]) -> [UInt8] {
        let stream = MemoryStream(limit: .max)
        var functions = stream.functions
        guard let file = zipOpen2_64(nil, APPEND_STATUS_CREATE, nil, &functions) else {
            preconditionFailure("memory is always writable")
        }
        for entry in entries { add(entry, to: file) }
        let closed = zipClose(file, nil)
        precondition(closed == ZIP_OK)
        return stream.bytes
    }

    private static func add(_ entry: Entry, to file: zipFile) {
        var info = zip_fileinfo()
        info.dosDate = date
        let opened = zipOpenNewFileInZip4_64(
            file, entry.name, &info, nil, 0, nil, 0, nil, Z_DEFLATED, 6, 0, -MAX_WBITS, DEF_MEM_LEVEL,
            Z_DEFAULT_STRATEGY, nil, 0, 0, utf8Names, 0)
        precondition(opened == ZIP_OK)
        var rest = entry.bytes[...]
        while !rest.isEmpty {
            let part = rest.prefix(1 << 20)
            let written = part.withUnsafeBytes { zipWriteInFileInZip(file, $0.baseAddress, UInt32($0.count)) }
            precondition(written == ZIP_OK)
            rest = rest.dropFirst(part.count)
        }
        let closed = zipCloseFileInZip(file)
        precondition(closed == ZIP_OK)
    }
}
