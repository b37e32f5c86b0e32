/// Parts of a file's path, as text. Foundation's own (`NSString.lastPathComponent` and its kin, Swift 6.3 on Linux) stop
/// the program at a path of one letter, such as `sotay kit -o k`.
extension String {
    /// What stands behind the last slash: `b.age` of `a/b.age`; slashes at the end do not count.
    package var fileName: String {
        withoutEndingSlashes.split(separator: "/").last.map(String.init) ?? self
    }

    /// The folder that holds it: `a` of `a/b.age`, `/` of `/a`, `.` when the path names none.
    package var folderPath: String {
        let path = withoutEndingSlashes
        guard let slash = path.lastIndex(of: "/") else { return self.hasPrefix("/") ? "/" : "." }
        let folder = path[..<slash].withoutEndingSlashes
        return folder.isEmpty ? "/" : folder
    }

    /// The path with `suffix` before its extension: `lo-2.age` of `lo.age` and `-2`.
    package func inserting(beforeExtension suffix: String) -> String {
        let name = fileName
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return self + suffix }
        let ending = name[dot...]
        return dropLast(ending.count) + suffix + ending
    }
}

extension StringProtocol {
    fileprivate var withoutEndingSlashes: String {
        String(reversed().drop { $0 == "/" }.reversed())
    }
}
