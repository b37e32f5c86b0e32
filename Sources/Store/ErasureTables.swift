/// What people have asked to have erased.
enum ErasureTables {
    /// Never edited once released.
    ///
    /// - `erased` names the revisions whose bodies are to be nowhere in this book: a body that is NULL and named here
    ///   was erased, any other that is NULL is missing. `told` is 0 of what the ledger's own `_erase` revisions name,
    ///   which is computed anew whenever they change, and 1 of what a receipt of the ward has named. `person` is 1 when
    ///   all that stands under the person's code was asked for; `marked` is 0 while the ward has not seen whose it was.
    /// - `erased_mark` is the ward's own: keyed hashes of the codes in erased bodies, which have effect while all of the
    ///   person is asked for, and (with an empty `record` and `hash`) of codes that the ward itself was asked about.
    ///   They are taken of every erased body: that the person asks for everything may be learnt later.
    static let schema = """
        CREATE TABLE erased(
            record BLOB NOT NULL, hash BLOB NOT NULL, told INTEGER NOT NULL, person INTEGER NOT NULL,
            marked INTEGER NOT NULL, PRIMARY KEY(record, hash)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE erased_mark(
            mark BLOB NOT NULL, record BLOB NOT NULL, hash BLOB NOT NULL, PRIMARY KEY(mark, record, hash)
        ) STRICT, WITHOUT ROWID;
        """

    /// Whether a row `r` of `rev` needs no other copy of its body: it was erased, and nothing more is to be learnt from it.
    static let needsNoBody = """
        EXISTS(SELECT 1 FROM erased e WHERE e.record = r.record AND e.hash = r.hash AND e.marked = 1
            AND \(isErasable))
        """

    /// Whether a row `r` of `rev` is of a kind that is ever erased; false too where its kind is missing.
    private static let isErasable = """
        EXISTS(SELECT 1 FROM kind k WHERE k.id = r.kind AND (substr(k.text, 1, 1) <> '_' OR k.text = '_same'))
        """

    /// Whether a row `r` of `rev` has lost its body to an erasure.
    static let isErased = """
        (r.body IS NULL AND EXISTS(SELECT 1 FROM erased e WHERE e.record = r.record AND e.hash = r.hash)
            AND \(isErasable))
        """
}
