/// Forms that look right and that pyxform, ODK Validate or our own filling refuses. Each was given to pyxform 4.5 with
/// ODK Validate; what they take is a warning here.
extension FaultTests {
    private static let header =
        "| survey |\n| | type | name | label | calculation | relevant | constraint | repeat_count | default |\n"
    /// `y` of a repeat `r`, and `one` of a repeat that has one row.
    private static let repeats = """
        | | begin repeat | r | R | | | | | |
        | | integer | y | Y | | | | | |
        | | end repeat | | | | | | | |
        | | begin repeat | r1 | R | | | | if(${h} = 'x', 1, 0) | |
        | | integer | one | Y | | | | | |
        | | end repeat | | | | | | | |
        | | text | h | H | | | | | |

        """

    static let rowsAsValues: [FormTable] = [
        FormTable(
            "a question's answer where its name is wanted",
            """
            | survey |
            | | type | name | label | calculation |
            | | select_one l | g | G | |
            | | calculate | a | | jr:choice-name(${g}, ${g}) |
            | | calculate | b | | concat('x', jr:choice-name(${g}, /data/g)) |
            | | calculate | c | | jr:choice-name(${g}, '${g}') |
            | | calculate | d | | jr:choice-name(${g}, concat('/data/', 'g')) |
            | choices |
            | | list_name | name | label |
            | | l | 1 | Một |
            """, "FORM-143 survey!D4 (calculation) a ^0", "FORM-143 survey!D5 (calculation) b ^12"),
        FormTable(
            "one value of a repeat seen from outside",
            header + repeats + """
                | | calculate | a | | ${y} + 1 | | | | |
                | | calculate | b | | string-length(/data/r/y) | | | | |
                | | calculate | c | | ../r/y | | | | |
                | | note | d | N | | selected(${y}, '1') and true() | | | |
                | | integer | e | E | | | . > ${y} | | |
                | | calculate | f | | count(/data/r[y = ${y}]) | | | | |
                | | calculate | g | | join(${y}, ',') | | | | |
                | | begin repeat | s | S | | | | ${y} | |
                | | calculate | k | | coalesce(${y}, 1) | | | | |
                | | end repeat | | | | | | | |
                """,
            "FORM-121 survey!D10 (calculation) a ^0", "FORM-121 survey!D11 (calculation) b ^14",
            "FORM-121 survey!D12 (calculation) c ^0", "FORM-121 survey!E13 (relevant) d ^9",
            "FORM-121 survey!F14 (constraint) e ^4", "FORM-121 survey!D16 (calculation) g ^5",
            "FORM-121 survey!G17 (repeat_count) s ^0",
            "FORM-121 survey!D18 (calculation) k ^9"),
        FormTable(
            // Inside a predicate, `${y}` and `/data/r/y` are those of the candidate: JavaRosa, `contextualize`.
            "in a row, counted, chosen or guarded",
            header + repeats + """
                | | calculate | a | | sum(${y}) + count(${r}) + max(${y}) | | | | |
                | | calculate | b | | join(', ', ${y}) | | | | |
                | | calculate | c | | indexed-repeat(${y}, ${r}, 1) + /data/r[position() = 1]/y | | | | |
                | | calculate | d | | if(count(${r}) = 1, ${y}, '') | | | | |
                | | note | e | N | | count(${r}) = 1 and ${y} = 1 | | | |
                | | integer | f | E | | | | | ${y} |
                | | begin repeat | s | S | | | | count(${r}) | |
                | | calculate | g | | position(..) + ${h} + sum(/data/r/y) | | | | |
                | | integer | z | Z | | | | | |
                | | begin repeat | t | T | | | | | |
                | | calculate | k | | ${z} + ../../z + /data/s/z | | | | |
                | | end repeat | | | | | | | |
                | | end repeat | | | | | | | |
                """),
        FormTable(
            "taken here and not on telephones",
            header + repeats + """
                | | note | a | Có ${y} | | | | | |
                | | calculate | b | | concat(${y}, 'x') | | | | |
                | | calculate | c | | ${one} + 1 | | | | |
                """,
            "form-122 survey!C10 (label) a ^3", "form-122 survey!D11 (calculation) b ^7",
            "form-122 survey!D12 (calculation) c ^0"),
        FormTable(
            "repeats and groups as values",
            header + repeats + """
                | | begin group | g | G | | | | | |
                | | integer | n | N | | | | | |
                | | note | a | N | | ${r} = 1 | | | |
                | | end group | | | | | | | |
                | | calculate | b | | ${g} | | | | |
                | | calculate | c | | indexed-repeat(${h}, ${r}, 1) | | | | |
                | | calculate | d | | indexed-repeat(${n}, ${g}, 1) | | | | |
                | | calculate | e | | count(${g}) | | | | |
                """,
            "FORM-123 survey!E12 (relevant) a ^0", "form-124 survey!D14 (calculation) b ^0",
            "FORM-125 survey!D15 (calculation) c ^0", "form-126 survey!D16 (calculation) d ^0"),
        FormTable(
            "texts and triggers that are not there",
            """
            | survey |
            | | type | name | label | calculation | trigger |
            | | begin group | g | G | | |
            | | select_one l | t | T | | |
            | | end group | | | | |
            | | calculate | a | | jr:itext('x') | |
            | | calculate | b | | concat(jr:itext('/data/g/t:label'), jr:itext('l-0'), jr:itext('l-1')) | |
            | | calculate | c | | now() | ${t}, ${g} |
            | choices |
            | | list_name | name | label |
            | | l | 1 | Một |
            """,
            "FORM-127 survey!D6 (calculation) a ^0", "FORM-127 survey!D7 (calculation) b ^53",
            "FORM-128 survey!E8 (trigger) c ^6"),
        FormTable(
            "an instance name of many rows",
            header + repeats + """
                | settings |
                | | form_id | version | instance_name |
                | | f | 1 | concat('x', ${y} + 1) |
                """, "FORM-121 settings!C12 (instance_name) ^12"),
    ]

    static let refusedElsewhere: [FormTable] = [
        FormTable(
            "groups with nothing in them",
            """
            | survey |
            | | type | name | label |
            | | text | t | T |
            | | begin group | g | G |
            | | end group | | |
            | | begin repeat | r | R |
            | | end repeat | | |
            | | begin group | h | H |
            | | calculate | c | |
            | | end group | | |
            """, "FORM-070 survey!A4 (type) g ^0", "form-070 survey!A6 (type) r ^0",
            "FORM-023 survey!B9 (name) c ^0"),
        FormTable(
            "half a reference",
            """
            | survey |
            | | type | name | label::vi | label::en | hint::vi |
            | | text | t | Tên ${t} và ${t | Name | } ${ |
            """, "FORM-071 survey!C3 (label::vi) t ^12", "FORM-071 survey!E3 (hint::vi) t ^2"),
        FormTable(
            "parameters as pyxform reads them",
            """
            | survey |
            | | type | name | label | parameters |
            | | select_one l | a | A | seed=3 |
            | | select_one l | b | B | randomize |
            | | select_one l | c | C | Randomize = TRUE; seed = 3 |
            | | select_one l | d | D | randomize=true, x |
            | | select_one l | e | E | randomise=true |
            | | integer | f | F | thousands=1 |
            | | audit | audit | | tracking=true identify-user=có location-priority=balanced |
            | | audit | audit_2 | | location-priority=low-power location-min-interval=60 location-max-age=120 |
            | choices |
            | | list_name | name | label |
            | | l | 1 | Một |
            """,
            "FORM-072 survey!D3 (parameters) a ^0", "FORM-073 survey!D4 (parameters) b ^0",
            "FORM-073 survey!D6 (parameters) d ^16", "FORM-043 survey!D7 (parameters) e ^0",
            "form-043 survey!D8 (parameters) f ^0", "FORM-044 survey!D9 (parameters) audit ^14",
            "FORM-043 survey!D9 (parameters) audit ^0", "FORM-074 survey!D9 (parameters) audit ^0",
            "FORM-074 survey!D9 (parameters) audit ^0", "FORM-019 survey!A10 (type) audit_2 ^0",
            "FORM-076 survey!B10 (name) audit_2 ^0"),
        FormTable(
            "rows that are no answers",
            """
            | survey |
            | | type | name | label | trigger |
            | | text | t | T | |
            | | csv-external | t | | |
            | | csv-external | t 2 | | |
            | | background-geopoint | b | | |
            | | background-geopoint | c | | ${t} |
            """, "FORM-019 survey!B4 (name) t ^0", "FORM-017 survey!B5 (name) t 2 ^0",
            "form-038 survey!A6 (type) b ^0", "FORM-077 survey!D6 (trigger) b ^7", "form-038 survey!A7 (type) c ^0"),
        FormTable(
            "two rows of settings",
            """
            | survey |
            | | type | name | label |
            | | text | t | T |
            | settings |
            | | form_id | version |
            | | f | 1 |
            | | | 2 |
            """, "form-075 settings!B7 (version) ^0"),
        FormTable(
            "entities",
            """
            | survey |
            | | type | name | label | save_to |
            | | text | t | T | ho ten |
            | | text | u | U | ho#ten |
            | entities |
            | | list_name | label | entity_id | create_if | update_if |
            | | ho | | | | |
            | | a b | ${t} | | | |
            | | a.b | ${t} | ${t} | true() | |
            | | hop | | | | true() |
            | | hợp | | ${t} | | true() |
            """,
            "FORM-079 survey!D3 (save_to) t ^0", "FORM-095 survey!D3 (save_to) t ^0", "FORM-078 entities!B7 (label) ^5",
            "FORM-079 entities!A8 (list_name) ^0", "FORM-097 entities!A8 (list_name) ^0",
            "FORM-079 entities!A9 (list_name) ^0", "FORM-078 entities!E9 (update_if) ^16",
            "FORM-097 entities!A9 (list_name) ^0", "FORM-078 entities!B10 (label) ^6",
            "FORM-078 entities!C10 (entity_id) ^9", "FORM-097 entities!A10 (list_name) ^0",
            "FORM-097 entities!A11 (list_name) ^0"),
        FormTable(
            "lists in files that are no tables",
            """
            | survey |
            | | type | name | label |
            | | select_one_from_file x.docx | a | A |
            | | select_multiple_from_file xa | b | B |
            | | select_one_from_file ../x.csv | c | C |
            | | select_one_from_file x.CSV | d | D |
            """, "FORM-080 survey!A3 (type) a ^21", "FORM-080 survey!A4 (type) b ^26",
            "FORM-080 survey!A5 (type) c ^21"),
        FormTable(
            "characters that no XML holds",
            """
            | survey |
            | | type | name | label |
            | | select_one l | a | Tên\u{7} |
            | choices |
            | | list_name | name | label |
            | | l | 1 | \u{1B}[31mMột |
            """, "FORM-083 survey!C3 (label) ^3", "FORM-083 choices!C6 (label) ^0"),
        FormTable(
            "defaults that ODK evaluates",
            """
            | survey |
            | | type | name | label | default |
            | | text | a | A | a * b |
            | | text | b | B | +84 912 |
            | | text | c | C | Tổ 1 - Tổ 2 |
            | | text | d | D | 0912-345-678 |
            | | text | e | E | Anh (chị) -5 |
            | | text | f | F | 'a + b' |
            | | text | g | G | Anh(chị) |
            | | date | h | H | 2026-04-02 |
            | | text | i | I | a-b |
            | | integer | k | K | 7 div 2 |
            | | geopoint | l | L | -20.8 106.6 |
            """,
            "FORM-103 survey!D3 (default) a ^0", "FORM-103 survey!D3 (default) a ^4",
            "FORM-084 survey!D4 (default) b ^0", "FORM-084 survey!D5 (default) c ^5",
            "EXPR-007 survey!D9 (default) g ^0"),
        FormTable(
            "media with and without a language",
            """
            | survey |
            | | type | name | label | media::image | media::audio::vi | media::big-image | media:video |
            | | select_one l | a | A | a.png | a.mp3 | b.png | v.mp4 |
            | choices |
            | | list_name | name | label | media::image |
            | | l | 1 | Một | c.png |
            """),
    ]
}
