/// Broken forms, and where each of their faults is told.
extension FaultTests {
    static let sheets: [FormTable] = [
        FormTable("one sheet of another kind", "| settings |\n| | form_id | version |\n| | f | 1 |\n", "FORM-008 file"),
        FormTable("no survey", "| choices |\n| | list_name | name | label |\n", "FORM-008 file"),
        FormTable(
            "a sheet twice",
            """
            | survey |
            | | type | name | label |
            | | text | ten | Tên |
            | survey |
            """, "FORM-006 file:4 ^0"),
        FormTable(
            "a misspelt sheet and a private one",
            """
            | survey |
            | | type | name | label |
            | | text | ten | Tên |
            | choises |
            | | list_name | name | label |
            | _ghi_chu |
            | | x |
            """, "form-007 choises!5 ^0"),
        FormTable(
            "a row without its last pipe",
            """
            | survey |
            | | type | name | label |
            | | text | ten | Tên |
            | | text | tuoi | Tuổi
            """, "form-005 file:4 ^22"),
        FormTable("no type column", "| survey |\n| | name | label |\n| | ten | Tên |\n", "FORM-009 survey!2"),
        FormTable(
            "a header twice, one by its alias",
            """
            | survey |
            | | type | name | label | relevant | Relevance |
            | | text | ten | Tên | | |
            """, "FORM-010 survey!E2 (Relevance) ^0"),
        FormTable(
            "an unknown column",
            """
            | survey |
            | | type | name | label | relevent | note_to_self |
            | | text | ten | Tên | | |
            """, "form-011 survey!D2 (relevent) ^0", "form-011 survey!E2 (note_to_self) ^0"),
    ]

    // MARK: - Rows

    static let rows: [FormTable] = [
        FormTable(
            "no type", "| survey |\n| | type | name | label |\n| | | ten | Tên |\n", "FORM-012 survey!A3 (type) ten ^0"),
        FormTable(
            "a misspelt type",
            "| survey |\n| | type | name | label |\n| | integr | tuoi | Tuổi |\n", "FORM-013 survey!A3 (type) tuoi ^0"),
        FormTable(
            "a select without a list",
            "| survey |\n| | type | name | label |\n| | select_one | chon | Chọn |\n",
            "FORM-015 survey!A3 (type) chon ^0"),
        FormTable(
            "no label",
            "| survey |\n| | type | name | label |\n| | text | ten | |\n", "FORM-022 survey!C3 (label) ten ^13"),
        FormTable(
            "a calculate without expression",
            "| survey |\n| | type | name | calculation |\n| | calculate | tong | |\n",
            "FORM-023 survey!C3 (calculation) tong ^19"),
        FormTable(
            "a malformed trigger",
            """
            | survey |
            | | type | name | label | calculation | trigger |
            | | text | ten | Tên | | |
            | | calculate | luc | | now() | ten |
            """, "FORM-037 survey!E4 (trigger) luc ^0"),
        FormTable(
            "an undeclared namespace and a misspelt role",
            """
            | survey |
            | | type | name | label | bind::sotay:role |
            | | text | ten | Tên | local.nam |
            """, "form-029 survey!D2 (bind::sotay:role) ^0",
            "FORM-028 survey!D3 (bind::sotay:role) ten ^0"),
        FormTable(
            "a role twice, and one of another repeat",
            """
            | survey |
            | | type | name | label | bind::sotay:role |
            | | begin repeat | viec | Việc | |
            | | text | muc | Mục | action.item |
            | | end repeat | | | |
            | | text | sau | Sau | action.after |
            | | text | ho_ten | Tên | local.name |
            | | text | ho_ten_2 | Tên | local.name |
            | settings |
            | | form_id | version | namespaces |
            | | f | 1 | sotay="https://sotay.example/xforms" |
            """, "FORM-108 survey!D6 (bind::sotay:role) sau ^0", "FORM-107 survey!D8 (bind::sotay:role) ho_ten_2 ^0"),
    ]

    // MARK: - Names

    static let names: [FormTable] = [
        FormTable(
            "Vietnamese names",
            """
            | survey |
            | | type | name | label | relevant |
            | | text | Âm_thanh | Âm | |
            | | text | QUÊ | Quê | ${Âm_thanh} != '' |
            | | text | đường | Đường | ${QUÊ} = 'Huế' |
            """),
        FormTable(
            "no name", "| survey |\n| | type | name | label |\n| | text | | Tên |\n", "FORM-016 survey!B3 (name) ^7"),
        FormTable(
            "malformed names",
            """
            | survey |
            | | type | name | label |
            | | text | 1ten | Tên |
            | | text | họ tên | Tên |
            | | text | a:b | Tên |
            | | text | _x-1.y | Tên |
            """, "FORM-017 survey!B3 (name) 1ten ^0", "FORM-017 survey!B4 (name) họ tên ^0",
            "FORM-017 survey!B5 (name) a:b ^0"),
        FormTable(
            "a reserved name",
            "| survey |\n| | type | name | label |\n| | text | meta | Tên |\n", "FORM-018 survey!B3 (name) meta ^0"),
        FormTable(
            "a name twice, and again in a group",
            """
            | survey |
            | | type | name | label |
            | | text | ten | Tên |
            | | text | ten | Tên |
            | | begin group | nhom | Nhóm |
            | | text | ten | Tên |
            | | end group | | |
            """, "FORM-019 survey!B4 (name) ten ^0"),
        FormTable(
            "twins: composed and decomposed",
            """
            | survey |
            | | type | name | label |
            | | text | qu\u{EA} | Quê |
            | | text | que\u{302} | Quê |
            """, "FORM-020 survey!B4 (name) quê ^0"),
        FormTable(
            "names that differ by case",
            """
            | survey |
            | | type | name | label |
            | | text | ten | Tên |
            | | text | Ten | Tên |
            """, "form-021 survey!B4 (name) Ten ^0"),
        FormTable(
            "a decomposed reference finds its composed question",
            """
            | survey |
            | | type | name | label | relevant |
            | | text | qu\u{EA} | Quê | |
            | | text | b | B | ${que\u{302}} != '' |
            """),
    ]

    // MARK: - Groups

    static let groups: [FormTable] = [
        FormTable(
            "an end too many",
            """
            | survey |
            | | type | name | label |
            | | text | ten | Tên |
            | | end group | | |
            """, "FORM-024 survey!A4 (type) ^0"),
        FormTable(
            "a repeat ended as a group",
            """
            | survey |
            | | type | name | label |
            | | begin repeat | ds | Danh sách |
            | | text | ten | Tên |
            | | end group | | |
            """, "FORM-025 survey!A5 (type) ^0"),
        FormTable(
            "two groups never ended",
            """
            | survey |
            | | type | name | label |
            | | begin group | a | A |
            | | begin repeat | b | B |
            | | text | ten | Tên |
            """, "FORM-026 survey!A3 (type) a ^0", "FORM-026 survey!A4 (type) b ^0"),
        FormTable(
            "nested too deep",
            "| survey |\n| | type | name | label |\n"
                + (1...33).map { "| | begin group | g\($0) | G |\n" }.joined()
                + "| | text | ten | Tên |\n" + String(repeating: "| | end group | | |\n", count: 33),
            "FORM-027 survey!A35 (type) g33 ^0"),
    ]

    // MARK: - Expressions

    static let expressions: [FormTable] = [
        FormTable(
            "an unknown reference",
            """
            | survey |
            | | type | name | label | relevant |
            | | integer | tuoi | Tuổi | |
            | | text | nghe | Nghề | ${tuoii} > 15 |
            """, "FORM-101 survey!D4 (relevant) nghe ^0"),
        FormTable(
            "a caret counts letters, not bytes",
            """
            | survey |
            | | type | name | label | constraint |
            | | text | quê | Quê | . != 'Huế' and ${khong_co} = 1 |
            """, "FORM-101 survey!D3 (constraint) quê ^15"),
        FormTable(
            "faults in every column that holds an expression",
            """
            | survey |
            | | type | name | label | hint | required | relevant | constraint | calculation | readonly | default |
            | | integer | a | ${x} | ${x} | ${x} = 1 | ${x} = 1 | . > ${x} | ${x} | ${x} = 1 | ${x} |
            """,
            "FORM-101 survey!F3 (relevant) a ^0", "FORM-101 survey!H3 (calculation) a ^0",
            "FORM-101 survey!E3 (required) a ^0", "FORM-101 survey!G3 (constraint) a ^4",
            "FORM-101 survey!I3 (readonly) a ^0", "FORM-101 survey!J3 (default) a ^0",
            "FORM-101 survey!C3 (label) a ^0", "FORM-101 survey!D3 (hint) a ^0"),
        FormTable(
            "an ambiguous reference",
            """
            | survey |
            | | type | name | label | relevant |
            | | begin group | g | G | |
            | | text | ten | Tên | |
            | | end group | | | |
            | | text | ten | Tên | |
            | | note | b | B | ${ten} = '' |
            """, "FORM-102 survey!D7 (relevant) b ^0"),
        FormTable(
            "an unknown path",
            """
            | survey |
            | | type | name | label | relevant |
            | | integer | tuoi | Tuổi | |
            | | text | b | B | ../tuio > 3 |
            """, "FORM-103 survey!D4 (relevant) b ^3"),
        FormTable(
            "an unknown list",
            """
            | survey |
            | | type | name | label |
            | | select_one gioi_tihn | gt | Giới tính |
            | choices |
            | | list_name | name | label |
            | | gioi_tinh | nam | Nam |
            """, "FORM-104 survey!A3 (type) gt ^11", "form-036 choices!A6 (list_name) ^0"),
        FormTable(
            "a malformed pattern",
            """
            | survey |
            | | type | name | label | constraint |
            | | text | ma | Mã | regex(., '[0-9') |
            """, "FORM-105 survey!D3 (constraint) ma ^0"),
        FormTable(
            "a cycle",
            """
            | survey |
            | | type | name | calculation |
            | | calculate | a | ${b} + 1 |
            | | calculate | b | ${c} |
            | | calculate | c | ${a} |
            """, "FORM-106 survey!C3 (calculation) a ^0"),
        FormTable(
            "a cycle through a group",
            """
            | survey |
            | | type | name | label | relevant |
            | | begin group | g | G | 1 + ${a} > 2 |
            | | integer | a | A | |
            | | end group | | | |
            """, "FORM-106 survey!D3 (relevant) g ^4"),
        FormTable(
            "names that rows add",
            """
            | survey |
            | | type | name | label | repeat_count |
            | | select_one x or_other | a | A | |
            | | text | a_other | B | |
            | | integer | q_count | C | |
            | | begin repeat | q | Q | 1 + 1 |
            | | text | t | T | |
            | | end repeat | | | |
            | | begin repeat | p | P | ${q_count} |
            | | text | p_count | T | |
            | | end repeat | | | |
            | choices |
            | | list_name | name | label |
            | | x | 1 | Một |
            """, "FORM-061 survey!B4 (name) a_other ^0", "FORM-061 survey!D6 (repeat_count) q ^0"),
        FormTable(
            "lists and files of one name",
            """
            | survey |
            | | type | name | label | calculation |
            | | select_one x | a | A | |
            | | select_one_from_file x.csv | b | B | |
            | | select_one_from_file y.csv | c | C | |
            | | calculate | d | | pulldata('y', 'label', 'name', '1') |
            | | xml-external | y | | |
            | choices |
            | | list_name | name | label |
            | | x | 1 | Một |
            """, "FORM-062 survey!A4 (type) b ^21", "FORM-062 survey!B7 (name) y ^0"),
        FormTable(
            "answers in choices' labels",
            """
            | survey |
            | | type | name | label |
            | | text | ten | Tên |
            | | select_one x | a | A |
            | choices |
            | | list_name | name | label |
            | | x | 1 | Của ${ten} |
            | | x | 2 | Của ${tem} |
            """, "FORM-101 choices!C8 (label) ^4"),
        FormTable(
            "ids and versions that no record can bear",
            """
            | survey |
            | | type | name | label |
            | | text | ten | Tên |
            | settings |
            | | form_id | version |
            | | _f | bản 1 |
            """, "form-030 settings!A6 (form_id) ^0", "FORM-063 settings!B6 (version) ^0"),
        FormTable(
            "a language without labels",
            """
            | survey |
            | | type | name | label::Vi (vi) | hint::Vi (vi) | hint::En (en) |
            | | select_one x | a | A | Á | A |
            | choices |
            | | list_name | name | label::Vi (vi) |
            | | x | 1 | Một |
            | settings |
            | | form_id | version | default_language |
            | | f | 1 | vi |
            """, "form-060 survey!E2 (hint::En (en)) ^0", "form-060 choices!C5 (label::Vi (vi)) ^0"),
        FormTable(
            "syntax",
            """
            | survey |
            | | type | name | label | relevant |
            | | text | a | A | 1 + |
            | | text | b | B | (1 |
            | | text | c | C | 'x |
            | | text | d | D | ${a |
            | | text | e | E | 1 2 |
            | | text | f | F | selectd(${a}, 'x') |
            | | text | g | G | selected(${a}) |
            | | text | h | H | //a = 1 |
            """,
            "EXPR-004 survey!D3 (relevant) a ^3", "EXPR-004 survey!D4 (relevant) b ^2",
            "EXPR-005 survey!D5 (relevant) c ^0", "EXPR-006 survey!D6 (relevant) d ^0",
            "EXPR-003 survey!D7 (relevant) e ^2", "EXPR-007 survey!D8 (relevant) f ^0",
            "EXPR-009 survey!D9 (relevant) g ^0", "EXPR-010 survey!D10 (relevant) h ^0"),
        FormTable(
            "too long and too deep",
            "| survey |\n| | type | name | label | relevant |\n| | text | a | A | '"
                + String(repeating: "a", count: 16 * 1024) + "' |\n| | text | b | B | "
                + String(repeating: "(", count: 65) + "1" + String(repeating: ")", count: 65) + " |\n",
            "EXPR-001 survey!D3 (relevant) a ^501", "EXPR-002 survey!D4 (relevant) b ^64"),
    ]

    // MARK: - Choices and settings

    static let choices: [FormTable] = [
        FormTable(
            "every fault of a choice",
            """
            | survey |
            | | type | name | label |
            | | select_one gt | gt | Giới tính |
            | choices |
            | | list_name | name | label |
            | | gt | nam | Nam |
            | | gt | nam | Nam |
            | | gt | la khac | Khác |
            | | | nu | Nữ |
            | | gt | | Nữ |
            """,
            "FORM-032 choices!B7 (name) nam ^0", "form-033 choices!B8 (name) la khac ^0",
            "form-034 choices!A9 (list_name) nu ^0",
            "FORM-035 choices!B10 (name) ^5"),
        FormTable(
            "an unused list",
            """
            | survey |
            | | type | name | label |
            | | text | a | A |
            | choices |
            | | list_name | name | label |
            | | gt | nam | Nam |
            """, "form-036 choices!A6 (list_name) ^0"),
        FormTable(
            "a list without its column",
            """
            | survey |
            | | type | name | label |
            | | text | a | A |
            | choices |
            | | list | label |
            | | gt | Nam |
            """, "FORM-009 choices!5"),
    ]

    static let settings: [FormTable] = [
        FormTable(
            "no version",
            "| survey |\n| | type | name | label |\n| | text | a | A |\n| settings |\n| | form_id |\n| | f |\n",
            "form-031 settings!6"),
        FormTable(
            "a malformed id, an unknown setting, a bad instance name",
            """
            | survey |
            | | type | name | label |
            | | text | a | A |
            | settings |
            | | form_id | version | vesion | instance_name |
            | | phiếu 1 | 1 | 2 | concat(${a}, ${b}) |
            """,
            "form-011 settings!C5 (vesion) ^0", "form-030 settings!A6 (form_id) ^0",
            "FORM-101 settings!D6 (instance_name) ^13"),
    ]

    // MARK: - The rest of the standard

    static let standard: [FormTable] = [
        FormTable(
            "rare types load",
            """
            | survey |
            | | type | name | label |
            | | audio | am | Âm |
            | | geotrace | tuyen | Tuyến |
            | | begin loop over gt | l | L |
            | | text | t | T |
            | | end loop | | |
            | choices |
            | | list_name | name | label |
            | | gt | nam | Nam |
            """, "form-038 survey!A3 (type) am ^0", "form-038 survey!A4 (type) tuyen ^0"),
        FormTable(
            "old spellings",
            """
            | survey |
            | | type | name | label | relevance | command_ |
            | | add text prompt | a | A | | |
            | | q select1 gt | b | B | | |
            | | gps | d | D | | |
            | | get today | e | | | |
            | | select all that apply from gt | f | F | | |
            | choices |
            | | list name | value | caption |
            | | gt | nam | Nam |
            """, "form-011 survey!E2 (command_) ^0", "form-065 survey!A3 (type) a ^0",
            "FORM-013 survey!A4 (type) b ^0", "form-065 survey!A5 (type) d ^0", "form-065 survey!A6 (type) e ^0",
            "form-065 survey!A7 (type) f ^0"),
        FormTable(
            "appearances",
            """
            | survey |
            | | type | name | label | appearance |
            | | text | a | A | multilin ex:org.app(a='b c') w4 |
            | | text | b | B | search('f', 'matches', 'c', ${a}) minimal columns-3 |
            """, "form-042 survey!D3 (appearance) a ^0"),
        FormTable(
            "parameters",
            """
            | survey |
            | | type | name | label | parameters |
            | | range | a | A | start=0 end=5 step=9 |
            | | range | b | B | start=x end=5 |
            | | image | c | C | max-pixel=100 |
            | | text | d | D | rows=ba |
            """, "FORM-058 survey!D3 (parameters) a ^14", "FORM-111 survey!D4 (parameters) b ^0",
            "FORM-043 survey!D5 (parameters) c ^0", "FORM-044 survey!D6 (parameters) d ^0"),
        FormTable(
            "or_other and a filter",
            """
            | survey |
            | | type | name | label | choice_filter |
            | | select_one gt or_other | a | A | tinh = '1' |
            | choices |
            | | list_name | name | label | tinh |
            | | gt | nam | Nam | 1 |
            """, "FORM-045 survey!D3 (choice_filter) a ^0"),
        FormTable(
            "a repeat's name twice in the form",
            """
            | survey |
            | | type | name | label |
            | | begin group | g | G |
            | | begin repeat | r | R |
            | | text | a | A |
            | | end repeat | | |
            | | end group | | |
            | | begin repeat | r | R |
            | | text | b | B |
            | | end repeat | | |
            """, "FORM-051 survey!B8 (name) r ^0"),
        FormTable(
            "entities",
            """
            | survey |
            | | type | name | label | save_to |
            | | text | a | A | name |
            | | text | b | B | __x |
            | entities |
            | | list_name | label | create_iff |
            | | ho | ${c} | |
            """, "FORM-049 survey!D3 (save_to) a ^0", "FORM-049 survey!D4 (save_to) b ^0",
            "form-011 entities!C6 (create_iff) ^0", "FORM-101 entities!B7 (label) ^0"),
        FormTable(
            "save_to without entities",
            "| survey |\n| | type | name | label | save_to |\n| | text | a | A | x |\n",
            "FORM-050 survey!D3 (save_to) a ^0"),
        FormTable(
            "languages",
            """
            | survey |
            | | type | name | label::Vietnamese (vi) | label::English (en) | hint::English (en) |
            | | text | a | A | | |
            | | text | b | B | B | |
            | settings |
            | | form_id | version | default_language |
            | | f | 1 | Tiếng Việt (vn) |
            """, "form-041 survey!D3 (label::English (en)) a ^8", "form-052 settings!C7 (default_language) ^0"),
        FormTable("no rows", "| survey |\n| | type | name | label |\n", "FORM-053 survey!2"),
        FormTable(
            "a disabled row",
            "| survey |\n| | type | name | label | disabled |\n| | text | a | A | |\n| | wrong | a | A | yes |\n"),
        FormTable(
            "an unknown instance",
            """
            | survey |
            | | type | name | calculation |
            | | calculate | a | instance('xaa')/root/item[name = '1']/label |
            | | csv-external | xa | |
            """, "FORM-110 survey!C3 (calculation) a ^0"),
    ]

    // MARK: - Meaning

    static let meaning: [FormTable] = [
        FormTable(
            "codes that no list has",
            """
            | survey |
            | | type | name | label | relevant | default |
            | | select_one gt | gt | G | | nuu |
            | | text | a | A | ${gt} = 'namm' | |
            | | text | b | B | selected('nam nux', ${gt}) and selected(${gt}, 'nu') | |
            | choices |
            | | list_name | name | label |
            | | gt | nam | Nam |
            | | gt | nu | Nữ |
            """, "form-047 survey!E3 (default) gt ^0", "form-047 survey!D4 (relevant) a ^6",
            "form-047 survey!D5 (relevant) b ^0"),
        FormTable(
            "numbers that are none",
            """
            | survey |
            | | type | name | label | constraint | default | relevant |
            | | integer | n | N | . != 'mười' | 1.5 | |
            | | date | d | D | | 2026-02-30 | |
            | | decimal | e | E | | 1,5 | |
            | | text | t | T | | | ${n} = '' and ${n} = '10' and ${n} = 'x' |
            """, "FORM-046 survey!E3 (default) n ^0", "form-048 survey!D3 (constraint) n ^2",
            "FORM-046 survey!E4 (default) d ^0", "FORM-046 survey!E5 (default) e ^0",
            "form-048 survey!F6 (relevant) t ^35"),
    ]

    /// Answers compared with what they never are, and defaults that fit no answer.
    static let mismatches: [FormTable] = [
        FormTable(
            "smaller and greater",
            """
            | survey |
            | | type | name | label | constraint | relevant |
            | | integer | n | N | . > 'abc' and . < '7' | |
            | | date | d | D | . < '2026-04-02' and . > 20000 and . >= '' | |
            | | text | t | T | . > 'abc' | ${d} > 'hôm nay' or ${n} < 'x' |
            | | dateTime | g | G | . < '2026-04-02' and . = 'bây giờ' | |
            | | time | h | H | . < '08:00' | today() > 'mai' |
            """,
            "form-048 survey!D3 (constraint) n ^2", "form-055 survey!D4 (constraint) d ^37",
            "form-054 survey!E5 (relevant) t ^5", "form-048 survey!E5 (relevant) t ^25",
            "form-055 survey!D5 (constraint) t ^2", "form-054 survey!D6 (constraint) g ^23",
            "form-055 survey!E7 (relevant) h ^8", "form-140 survey!D7 (constraint) h ^2"),
        FormTable(
            "what is never a number",
            """
            | survey |
            | | type | name | label | relevant | calculation |
            | | text | ho | H | | |
            | | select_one l | gt | G | | |
            | | select_multiple so | tuoi | T | | |
            | | select_one so | x | X | | |
            | | integer | n | N | | |
            | | date | d | D | | |
            | | calculate | a | | | ${ho} + ' ' + ${n} |
            | | calculate | b | | | ${n} * 2 - '' |
            | | calculate | c | | | '2026-04-02' - ${d} + '1,5' + ' 3 ' |
            | | calculate | e | | | ${gt} * 2 |
            | | calculate | f | | | ${tuoi} + ${x} |
            | | text | g | G | ${gt} = 2 | |
            | | text | h | H | ${gt} != -1 or ${gt} > 1 or 'nu' < ${gt} | |
            | | text | i | I | ${x} = 2 and ${x} = 2.0 and ${x} > 5 and selected(${tuoi}, 2) | |
            | | text | k | K | ${x} = 3 or selected(${tuoi}, 3) or ${n} = 3 or ${ho} = 3 | |
            | choices |
            | | list_name | name | label |
            | | l | nam | Nam |
            | | l | nu | Nữ |
            | | so | 1 | Một |
            | | so | 02 | Hai |
            | | so | 2 | Hai |
            | | so | khac | Khác |
            """,
            "form-144 survey!E9 (calculation) a ^6", "form-144 survey!E10 (calculation) b ^9",
            "form-145 survey!E12 (calculation) e ^6", "form-047 survey!D14 (relevant) g ^6",
            "form-047 survey!D15 (relevant) h ^6", "form-145 survey!D15 (relevant) h ^21",
            "form-145 survey!D15 (relevant) h ^33", "form-047 survey!D17 (relevant) k ^5",
            "form-047 survey!D17 (relevant) k ^12"),
        FormTable(
            "values that ODK sets",
            """
            | survey |
            | | type | name | label | default | calculation | trigger |
            | | date | d1 | D | today() + 30 | | |
            | | date | d2 | D | if(true(), '', today() - 1) | | |
            | | date | d3 | D | date(today() + 30) | | |
            | | date | d4 | D | | today() + 30 | |
            | | date | d5 | D | | ${d1} + 30 | ${d1} |
            | | dateTime | d6 | D | now() + 1 | | |
            | | time | d7 | D | now() | | |
            | | integer | n1 | N | today() | | |
            | | decimal | n2 | N | coalesce('', now()) | | |
            | | integer | n3 | N | number(today()) - 7 | | |
            | | text | t | T | today() + 1 | | |
            """,
            "form-146 survey!D3 (default) d1 ^0", "form-146 survey!D4 (default) d2 ^0",
            "form-146 survey!E7 (calculation) d5 ^0", "form-146 survey!D8 (default) d6 ^0",
            "form-146 survey!D10 (default) n1 ^0", "form-146 survey!D11 (default) n2 ^0"),
        FormTable(
            "a list of a file, whose codes nobody knows here",
            """
            | survey |
            | | type | name | label | appearance | relevant |
            | | select_one l | a | A | search('xa') | |
            | | text | b | B | | ${a} = 'x' or ${a} = 3 or ${a} > 1 or ${a} * 2 = 4 |
            | choices |
            | | list_name | name | label |
            | | l | name_key | label_key |
            """),
        FormTable(
            "dates without quotes",
            """
            | survey |
            | | type | name | label | constraint | default |
            | | date | d | D | . < 2026-04-02 | 2026-04-02 |
            | | integer | n | N | . < 2026 - 4 - 2 | if(. > date(2026-12-31), 1, 2) |
            """, "form-056 survey!D3 (constraint) d ^4", "form-056 survey!E4 (default) n ^12"),
        FormTable(
            "defaults",
            """
            | survey |
            | | type | name | label | parameters | default |
            | | range | a | A | start=0 end=10 step=2 | 12 |
            | | range | b | B | start=0 end=10 step=2 | 3 |
            | | range | c | C | start=0 end=10 step=2 | nhiều |
            | | range | d | D | start=10 end=0 step=2 | 4 |
            | | integer | e | E | | abc |
            | | date | f | F | | 2020-13-45 |
            | | time | g | G | | 25:00 |
            | | time | h | H | | 08:30:00.000+07:00 |
            | | geopoint | i | I | | 20.86 Hải_Phòng |
            | | geopoint | k | K | | 20.86 106.68 0 0 |
            | | select_multiple l | m | M | | 1 3 |
            | | range | o | O | start=1 end=5 step=1 | 1 + 1 |
            | choices |
            | | list_name | name | label |
            | | l | 1 | Một |
            | | l | 2 | Hai |
            """, "FORM-057 survey!E3 (default) a ^0", "FORM-057 survey!E4 (default) b ^0",
            "FORM-046 survey!E5 (default) c ^0", "FORM-046 survey!E7 (default) e ^0",
            "FORM-046 survey!E8 (default) f ^0", "FORM-046 survey!E9 (default) g ^0",
            "FORM-046 survey!E11 (default) i ^0", "form-047 survey!E13 (default) m ^2"),
        FormTable(
            "calls that fail whatever is answered",
            """
            | survey |
            | | type | name | label | calculation | relevant | constraint |
            | | integer | n | N | | | . < sum("x") |
            | | text | t | T | | date("x") > 3 | |
            | | calculate | a | | 1 + sum(${n} + 1) | | |
            | | calculate | b | | string(date("x")) | | |
            | | calculate | c | | count(3) | | |
            | | calculate | d | | add-date("x", ${n}) | | |
            | | calculate | e | | digest(${t}, "FOO") | | |
            | | calculate | f | | format-date("abc", "%Y") | | |
            | | calculate | g | | difference-in-months(${t}, "b") | | |
            | | calculate | h | | randomize("a") | | |
            | | calculate | i | | digest(${t}, "MD5") | | |
            | | calculate | j | | format-date(today(), "%Y") | | |
            | | calculate | k | | date("2026-04-02") + sum(${n}) + max(1, 2) | | |
            | | calculate | l | | add-date(${t}, 1) | | |
            """, "FORM-115 survey!F3 (constraint) n ^4", "FORM-115 survey!E4 (relevant) t ^0",
            "FORM-115 survey!D5 (calculation) a ^4", "FORM-115 survey!D6 (calculation) b ^7",
            "FORM-115 survey!D7 (calculation) c ^0", "FORM-115 survey!D8 (calculation) d ^0",
            "form-130 survey!D8 (calculation) d ^0", "FORM-115 survey!D9 (calculation) e ^0",
            "FORM-115 survey!D10 (calculation) f ^0", "FORM-115 survey!D11 (calculation) g ^0",
            "form-130 survey!D11 (calculation) g ^0", "FORM-115 survey!D12 (calculation) h ^0",
            "form-130 survey!D16 (calculation) l ^0"),
        FormTable(
            "steps and yes or no",
            """
            | survey |
            | | type | name | label | parameters | required | readonly |
            | | range | a | A | start=0 end=10 step=0 | maybe | có |
            | | range | b | B | start=0 end=3 step=0.5 | Yes | no |
            """, "FORM-059 survey!E3 (required) a ^0", "FORM-059 survey!F3 (readonly) a ^0",
            "FORM-058 survey!D3 (parameters) a ^15"),
        FormTable(
            "columns that a list does not have",
            """
            | survey |
            | | type | name | label | choice_filter | calculation |
            | | text | tinh | T | | |
            | | select_one l | a | A | tinhh = ${tinh} and name != '' | |
            | | select_one l | b | B | tinh = ${tinh} and ../item | |
            | | calculate | c | | | instance('l')/root/item[name = ${a}]/dan_s |
            | | calculate | d | | | count(instance('l')/root/*[dan_so > 1]) |
            | choices |
            | | list_name | name | label | tinh | dan_so |
            | | l | 1 | Một | | |
            """, "FORM-114 survey!D4 (choice_filter) a ^0", "FORM-114 survey!E6 (calculation) c ^37"),
        FormTable(
            "references in texts and triggers",
            """
            | survey |
            | | type | name | label::vi | label::en | calculation | trigger |
            | | text | a | Chào ${b} | Hello ${a}, ${c} | | |
            | | calculate | d | | | now() | ${a}, ${e} |
            """, "FORM-101 survey!C3 (label::vi) a ^5", "FORM-101 survey!D3 (label::en) a ^12",
            "FORM-101 survey!F4 (trigger) d ^6"),
        FormTable(
            "roles of actions without a repeat",
            """
            | survey |
            | | type | name | label | bind::sotay:role |
            | | text | muc | Mục | action.item |
            | | text | sau | Sau | action.after |
            | settings |
            | | form_id | version | namespaces |
            | | f | 1 | sotay="https://sotay.example/xforms" |
            """, "FORM-113 survey!D3 (bind::sotay:role) muc ^0", "FORM-113 survey!D4 (bind::sotay:role) sau ^0"),
        FormTable(
            "a default language that nearly is one of the columns'",
            """
            | survey |
            | | type | name | label | label::English (en) |
            | | text | a | A | A |
            | settings |
            | | form_id | version | default_language |
            | | f | 1 | Englsh |
            """, "form-052 settings!C6 (default_language) ^0"),
        FormTable(
            "a default language of the untranslated columns",
            """
            | survey |
            | | type | name | label | label::English (en) |
            | | text | a | A | A |
            | settings |
            | | form_id | version | default_language |
            | | f | 1 | Vietnamese (vi) |
            """),
    ]
}
