import Base
import Testing

@Suite struct PathTextTests {
    @Test(arguments: [
        ("k", "k", "."), ("kit.sotay", "kit.sotay", "."), ("a/b.age", "b.age", "a"), ("/a", "a", "/"),
        ("/a/b/c", "c", "/a/b"), ("a/b/", "b", "a"), ("a//b", "b", "a"), ("//a", "a", "/"), ("/", "/", "/"),
        ("", "", "."), ("sổ/lô.age", "lô.age", "sổ"),
    ])
    func fileAndFolder(path: String, file: String, folder: String) {
        #expect(path.fileName == file)
        #expect(path.folderPath == folder)
    }

    @Test(arguments: [
        ("lo.age", "lo-2.age"), ("k", "k-2"), ("a.b/lo", "a.b/lo-2"), ("a/.lo", "a/.lo-2"),
        ("a/l.o.age", "a/l.o-2.age"),
    ])
    func suffix(path: String, result: String) {
        #expect(path.inserting(beforeExtension: "-2") == result)
    }
}
