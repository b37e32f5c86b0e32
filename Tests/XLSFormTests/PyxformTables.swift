/// What pyxform 4.5 refuses, found by giving it a form for each error in its source; and what it takes.
extension FaultTests {
    private static let two = "\n| choices |\n| | list_name | name | label |\n| | l | 1 | Một |\n| | l | 2 | Hai |"

    static let parametersOfPyxform: [FormTable] = [
        FormTable(
            "parameters of an audit",
            """
            | survey |
            | | type | name | label | parameters |
            | | text | t | T | |
            | | audit | audit | | location-priority=balanced location-min-interval=9 location-max-age=2 |
            | | audit | | | |
            """, "FORM-044 survey!D4 (parameters) audit ^51", "FORM-019 survey!A5 (type) ^0"),
        FormTable(
            "parameters that are no numbers, or no such word",
            """
            | survey |
            | | type | name | label | parameters | appearance |
            | | text | a | A | rows=1.5 | |
            | | image | b | B | max-pixels=1.5 app=x | |
            | | image | c | C | max-pixels=100 app=org.odk.draw | |
            | | image | d | D | app=org.1x | annotate |
            | | audio | e | E | quality=loud | |
            | | audio | f | F | quality=external | |
            | | background-audio | g | | quality=external | |
            | | geopoint | h | H | capture-accuracy=x warning-accuracy=y allow-mock-accuracy=z | |
            | | geopoint | i | I | capture-accuracy=10 warning-accuracy=2.5 allow-mock-accuracy=true | |
            | | geopoint | k | K | incremental=true | |
            | | geoshape | l | L | incremental=false | |
            | | geotrace | m | M | incremental=true capture-accuracy=3 | |
            """, "FORM-044 survey!D3 (parameters) a ^0", "FORM-044 survey!D4 (parameters) b ^15",
            "FORM-044 survey!D4 (parameters) b ^0", "FORM-044 survey!D6 (parameters) d ^0",
            "form-038 survey!A7 (type) e ^0", "FORM-044 survey!D7 (parameters) e ^0", "form-038 survey!A8 (type) f ^0",
            "form-038 survey!A9 (type) g ^0", "FORM-044 survey!D9 (parameters) g ^0",
            "FORM-044 survey!D10 (parameters) h ^38", "FORM-044 survey!D10 (parameters) h ^0",
            "FORM-044 survey!D10 (parameters) h ^19", "FORM-043 survey!D12 (parameters) k ^0",
            "form-038 survey!A13 (type) l ^0", "FORM-044 survey!D13 (parameters) l ^0",
            "form-038 survey!A14 (type) m ^0", "FORM-043 survey!D14 (parameters) m ^17"),
        FormTable(
            "what else stands on the map",
            """
            | survey |
            | | type | name | label | parameters |
            | | begin repeat | r | R | |
            | | text | t | T | |
            | | end repeat | | | |
            | | geopoint | a | A | reference-geometry=l |
            | | geopoint | b | B | reference-geometry=${r} |
            | | geopoint | c | C | reference-geometry=${t} |
            | | geopoint | d | D | reference-geometry=ll |
            """ + two, "FORM-044 survey!D8 (parameters) c ^0", "FORM-104 survey!D9 (parameters) d ^19"),
        FormTable(
            "parameters of selects",
            """
            | survey |
            | | type | name | label | parameters |
            | | select_one l | a | A | value=x |
            | | select_one l | b | B | randomize=false seed=3 |
            | | select_one_from_file x.csv | c | C | value=a*b label=ten |
            """ + two, "FORM-043 survey!D3 (parameters) a ^0", "FORM-044 survey!D5 (parameters) c ^0"),
        FormTable(
            "marks of a range",
            """
            | survey |
            | | type | name | label | parameters | appearance |
            | | range | a | A | tick_interval=0 | |
            | | range | b | B | tick_interval=99 | |
            | | range | c | C | start=0 step=2 tick_interval=3 | |
            | | range | d | D | start=0 step=2 tick_interval=4 placeholder=6 | vertical |
            | | range | e | E | placeholder=1.5 | |
            | | range | f | F | placeholder=50 | |
            | | range | g | G | placeholder=x | |
            | | range | h | H | tick_interval=2 | picker |
            | | range | i | I | step=0 tick_interval=2 | |
            | | range | k | K | start=0 end=1 step=0.1 tick_interval=0.2 placeholder=0.3 | no-ticks |
            """, "FORM-085 survey!D3 (parameters) a ^0", "FORM-085 survey!D4 (parameters) b ^0",
            "FORM-085 survey!D5 (parameters) c ^15", "FORM-085 survey!D7 (parameters) e ^0",
            "FORM-085 survey!D8 (parameters) f ^0", "FORM-044 survey!D9 (parameters) g ^0",
            "FORM-086 survey!D10 (parameters) h ^0", "FORM-058 survey!D11 (parameters) i ^0"),
        FormTable(
            "labels of a range",
            """
            | survey |
            | | type | name | label | parameters | appearance |
            | | range | a | A | tick_labelset=x | |
            | | range | b | B | tick_labelset=l | |
            | | range | c | C | tick_labelset=m | |
            | | range | d | D | tick_labelset=n | |
            | | range | e | E | tick_labelset=l start=1 end=2 | no-ticks |
            | | range | f | F | tick_labelset=l start=1 end=3 | no-ticks |
            | | range | g | G | tick_labelset=l tick_interval=2 start=1 end=9 | |
            | choices |
            | | list_name | name | label |
            | | l | 1 | Một |
            | | l | 2 | Hai |
            | | m | ít | Ít |
            | | n | 50 | Năm mươi |
            """, "FORM-104 survey!D3 (parameters) a ^14", "FORM-087 survey!D5 (parameters) c ^14",
            "FORM-087 survey!D6 (parameters) d ^14", "FORM-087 survey!D8 (parameters) f ^5",
            "FORM-087 survey!D9 (parameters) g ^5"),
    ]

    static let rowsOfPyxform: [FormTable] = [
        FormTable(
            "a calculate that calculates nothing",
            """
            | survey |
            | | type | name | label | calculation | trigger | default |
            | | text | t | T | | | |
            | | calculate | a | | | | |
            | | calculate | b | | | | 1 |
            | | calculate | c | | | | now() |
            | | calculate | d | | | ${t} | |
            | | calculate | e | | now() | ${t} | |
            """, "FORM-023 survey!D4 (calculation) a ^7", "FORM-023 survey!D5 (calculation) b ^7",
            "FORM-023 survey!D7 (calculation) d ^7"),
        FormTable(
            "triggers",
            """
            | survey |
            | | type | name | label | calculation | trigger |
            | | text | t | T | | |
            | | text | u | U | | |
            | | calculate | v | | 1 | |
            | | calculate | a | | now() | ${t} ${u} |
            | | calculate | b | | now() | ${t}, ${u} |
            | | calculate | c | | now() | ${t},${u}, |
            | | calculate | d | | now() | ${v} |
            | | calculate | e | | now() | t |
            | | background-geopoint | f | | 1 | ${t} |
            | | text | g | G | 1 | |
            | | calculate | h | | now() | ${g} |
            """, "FORM-037 survey!E6 (trigger) a ^0", "form-129 survey!E9 (trigger) d ^0",
            "FORM-037 survey!E10 (trigger) e ^0", "form-038 survey!A11 (type) f ^0",
            "FORM-090 survey!D11 (calculation) f ^0"),
        FormTable(
            "names of the form itself",
            """
            | survey |
            | | type | name | label |
            | | begin repeat | data | R |
            | | text | t | T |
            | | end repeat | | |
            | settings |
            | | form_id | version | name |
            | | f | 1 | a b |
            """, "FORM-018 survey!B3 (name) data ^0", "FORM-017 settings!C8 (name) ^0"),
        FormTable(
            "loops over lists",
            """
            | survey |
            | | type | name | label |
            | | begin loop over k | a | A |
            | | text | t | T |
            | | end loop | | |
            | | begin loop | b | B |
            | | text | t | T |
            | | end loop | | |
            """ + two, "FORM-104 survey!A3 (type) a ^16", "FORM-015 survey!A6 (type) b ^0",
            "form-036 choices!A11 (list_name) ^0"),
        FormTable(
            "groups shown as a table",
            """
            | survey |
            | | type | name | label | appearance | choice_filter |
            | | begin group | g | G | table-list | |
            | | select_one l | a | A | | name != '' |
            | | select_one m | b | B | | |
            | | end group | | | | |
            | | begin group | h | H | table-list minimal | |
            | | select_one l | a | A | | |
            | | select_multiple l | b | B | | name != '' |
            | | end group | | | | |
            """ + two + "\n| | m | 1 | Một |", "FORM-088 survey!E4 (choice_filter) a ^0",
            "FORM-089 survey!A5 (type) b ^11"),
        FormTable(
            "no label",
            """
            | survey |
            | | type | name | label | hint | guidance_hint | calculation |
            | | text | a | | | | |
            | | text | b | | Gợi ý | | |
            | | note | c | | | Hướng dẫn | |
            | | text | d | | | | 1 + 1 |
            | | start | e | | | | |
            """, "FORM-022 survey!C3 (label) a ^11", "form-022 survey!C4 (label) b ^11",
            "FORM-022 survey!C5 (label) c ^11"),
        FormTable(
            "references in columns that are passed on",
            """
            | survey |
            | | type | name | label | guidance_hint | appearance | bind::x | note_xx |
            | | text | a | A ${ a } | ${b} | | ${c} | |
            | | text | d | D | ${a} | ex:org.app(x=${e}) | | Xem ${f} |
            | | select_one l | g | G | | | | ${instanceID} ${last-saved#a} |
            | choices |
            | | list_name | name | label | media::image | note |
            | | l | 1 | Một | ${x}.png | ${y} |
            """, "form-011 survey!G2 (note_xx) ^0", "form-091 survey!C3 (label) ^2",
            "FORM-101 survey!D3 (guidance_hint) ^0", "FORM-101 survey!F3 (bind::x) ^0",
            "FORM-101 survey!E4 (appearance) ^13", "FORM-101 survey!G4 (note_xx) ^4",
            "FORM-101 choices!D8 (media::image) ^0"),
        FormTable(
            "remarks and old names",
            """
            | survey |
            | | type | name | label | hint | disabled |
            | | text | t | T | | |
            | | | | | Phần hai | |
            | | osm l | a | A | | |
            | | uri:deviceid | b | | | |
            | | picture | c | C | | |
            | | wrong | d | D | | TRUE |
            | | note | | Xin chào | | |
            """ + two, "form-012 survey!A4 (type) ^0", "form-038 survey!A5 (type) a ^0",
            "form-065 survey!A6 (type) b ^0", "FORM-013 survey!A7 (type) c ^0", "form-036 choices!A12 (list_name) ^0"),
        FormTable(
            "choices of one code",
            """
            | survey |
            | | type | name | label |
            | | select_one l | a | A |
            | choices |
            | | list_name | name | label |
            | | l | 1 | Một |
            | | l | 1 | Hai |
            | settings |
            | | form_id | version | allow_choice_duplicates |
            | | f | 1 | True |
            """),
        FormTable(
            "what telephones do not have",
            """
            | survey |
            | | type | name | label | calculation |
            | | integer | t | T | |
            | | calculate | a | | floor(${t}) + add-date(today(), 1) |
            | | calculate | b | | count(${t} \\| ${a}) |
            | | calculate | c | | substring(${t}, 1) |
            """, "form-130 survey!D4 (calculation) a ^0", "form-130 survey!D4 (calculation) a ^14",
            "form-130 survey!D5 (calculation) b ^11", "form-130 survey!D6 (calculation) c ^0"),
    ]

    static let entitiesOfPyxform: [FormTable] = [
        FormTable(
            "properties",
            """
            | survey |
            | | type | name | label | save_to |
            | | begin group | g | G | nhom |
            | | text | t | T | ten |
            | | text | u | U | ten |
            | | text | v | V | ho#tuoi |
            | | text | w | W | hoo#x |
            | | text | x | X | ho#a#b |
            | | end group | | | |
            | entities |
            | | list_name | label |
            | | ho | ${t} |
            """, "FORM-093 survey!D3 (save_to) g ^0", "FORM-092 survey!D5 (save_to) u ^0",
            "FORM-094 survey!D7 (save_to) w ^0", "FORM-079 survey!D8 (save_to) x ^0"),
        FormTable(
            "several lists",
            """
            | survey |
            | | type | name | label | save_to |
            | | text | t | T | ten |
            | | text | u | U | ho#ten |
            | | text | v | V | nguoi#ten |
            | entities |
            | | list_name | label |
            | | ho | ${t} |
            | | ho | ${t} |
            | | nguoi | ${v} |
            """, "FORM-095 survey!D3 (save_to) t ^0", "FORM-019 entities!A9 (list_name) ^0",
            "FORM-097 entities!A9 (list_name) ^0", "FORM-097 entities!A10 (list_name) ^0"),
        FormTable(
            "answers of repeats apart",
            """
            | survey |
            | | type | name | label | save_to |
            | | begin repeat | r | R | |
            | | text | t | T | |
            | | end repeat | | | |
            | | begin repeat | s | S | |
            | | text | u | U | ten |
            | | end repeat | | | |
            | | text | v | V | que |
            | entities |
            | | list_name | label |
            | | ho | ${t} |
            """, "FORM-096 survey!D7 (save_to) u ^0"),
        FormTable(
            "a list a group, and one in a repeat",
            """
            | survey |
            | | type | name | label | save_to |
            | | begin group | g | G | |
            | | text | t | T | ho#ten |
            | | end group | | | |
            | | begin repeat | r | R | |
            | | begin group | k | K | |
            | | text | u | U | nguoi#ten |
            | | end group | | | |
            | | text | v | V | nguoi#tuoi |
            | | end repeat | | | |
            | entities |
            | | list_name | label | create_if |
            | | ho | ${t} | ${t} != '' |
            | | nguoi | concat(${u}, ' ', ${t}) | |
            """),
    ]
}
