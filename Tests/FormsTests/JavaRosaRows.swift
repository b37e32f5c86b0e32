/// What JavaRosa 5.1.0 (inside ODK Validate) says of each expression over `Fixture.form`, at +07:00; an empty line never
/// stands here, `{path}` is the context, and the texts of a nodeset are apart by `|`. What is not followed stands in
/// `OwnRows`.
enum JavaRosaRows {
    static let text = #"""
        # literals and arithmetic
        1 => number 1
        0.5 => number 0.5
        .5 => number 0.5
        5. => number 5
        -3 => number -3
        --3 => number 3
        'a' => string "a"
        "a" => string "a"
        '' => string ""
        1 + 2 * 3 => number 7
        (1 + 2) * 3 => number 9
        7 div 2 => number 3.5
        7 mod 2 => number 1
        -7 mod 2 => number -1
        7 mod -2 => number 1
        5.5 mod 2 => number 1.5
        1 div 0 => number Infinity
        -1 div 0 => number -Infinity
        0 div 0 => number NaN
        1 - -1 => number 2
        2 * -3 => number -6
        1 - 1 => number 0
        10 - 4 - 3 => number 3
        8 div 4 div 2 => number 1
        2 + 3 = 5 => boolean true
        -2 + 3 => number 1
        - (2 + 3) => number -5
        1+1 => number 2
        1 +1 => number 2
        3*4 => number 12
        '3' + '4' => number 7
        'x' + 1 => number NaN
        '' + 1 => number NaN
        true() + true() => number 2
        5 mod 0 => number NaN
        # number printing
        1.0 => number 1
        100 => number 100
        2147483647 => number 2147483647
        -2147483648 => number -2147483648
        0.1 => number 0.1
        0.1 + 0.2 => number 0.30000000000000004
        1 div 3 => number 0.3333333333333333
        2 div 3 => number 0.6666666666666666
        10 div 3 => number 3.3333333333333335
        1e3 => error
        123456.789 => number 123456.789
        1234567.5 => number 1234567.5
        0.001 => number 0.001
        0.0000000000001 => number 0
        -0.0000000000001 => number 0
        100 div 8 => number 12.5
        1 - 0.9 => number 0.09999999999999998
        3.0000000000001 => number 3
        string(1.50) => string "1.5"
        string(0.0) => string "0"
        string(-0) => string "0"
        string(1 div 0) => string "Infinity"
        string(0 div 0) => string "NaN"
        string(3.14159265358979) => string "3.14159265358979"
        concat(1, '|', 1.5, '|', 1 div 3) => string "1|1.5|0.3333333333333333"
        # number()
        number('12') => number 12
        number(' 12 ') => number 12
        number('-12') => number -12
        number('12.5') => number 12.5
        number('12,5') => number 12.5
        number('1e3') => number NaN
        number('+5') => number NaN
        number('') => number NaN
        number('abc') => number NaN
        number('1.2.3') => number NaN
        number('--1') => number NaN
        number('1-2') => number NaN
        number('-') => number NaN
        number('.') => number NaN
        number('.5') => number 0.5
        number('5.') => number 5
        number('-.5') => number -0.5
        number('0x10') => number NaN
        number('NaN') => number NaN
        number('Infinity') => number NaN
        number(true()) => number 1
        number(false()) => number 0
        number('2026-02-30') => number NaN
        number('08:30') => number NaN
        number(/data/so) => number 5
        number(/data/ngay) => number 20605
        number(/data/rong) => number NaN
        number(/data/chua) => number NaN
        number(/data/ten) => number NaN
        number('1 2') => number NaN
        number('١') => number NaN
        # int
        int(1.9) => number 1
        int(-1.9) => number -1
        int('3.7') => number 3
        int('') => number NaN
        int('abc') => number NaN
        int(0.5) => number 0
        int(-0.5) => number 0
        int(true()) => number 1
        # round
        round(2.4) => number 2
        round(2.5) => number 3
        round(-2.5) => number -2
        round(-2.6) => number -3
        round('1.5') => number 2
        round('') => number NaN
        round(1.234, 2) => number 1.23
        round(1.235, 2) => number 1.24
        round(1.005, 2) => number 1.01
        round(-1.005, 2) => number -1
        round(2.5, 0) => number 3
        round(-2.5, 0) => number -2
        round(1234.5, -2) => number 1200
        round(1250, -2) => number 1300
        round(-1250, -2) => number -1200
        round(15.5, -1) => number 20
        round(14.29123456789, 4) => number 14.2912
        round(0.1 + 0.2, 3) => number 0.3
        round(5, 2) => number 5
        round(1 div 3, 3) => number 0.333
        round(1234567.891, 1) => number 1234567.9
        round(12.5, -2) => number 0
        round(2.25, 1) => number 2.3
        round(-2.25, 1) => number -2.2
        round(1e2, 1) => error
        # comparisons
        1 = 1 => boolean true
        1 = 1.0 => boolean true
        1 = '1' => boolean true
        '1' = 1.0 => boolean true
        'a' = 'a' => boolean true
        'a' = 'A' => boolean false
        'a' = 'b' => boolean false
        'a' != 'b' => boolean true
        '' = '' => boolean true
        '' = 0 => boolean false
        1 = true() => boolean true
        0 = false() => boolean true
        'a' = true() => boolean true
        '' = false() => boolean true
        'false' = true() => boolean true
        'false' = false() => boolean false
        '0' = false() => boolean false
        2 = true() => boolean true
        1 < 2 => boolean true
        2 <= 2 => boolean true
        3 > 2 => boolean true
        2 >= 3 => boolean false
        '2' < '10' => boolean true
        'a' < 'b' => boolean false
        'a' > 'b' => boolean false
        '' < 1 => boolean false
        '' > 1 => boolean false
        '' >= 0 => boolean false
        '' <= 0 => boolean false
        0 div 0 = 0 div 0 => boolean false
        0.1 + 0.2 = 0.3 => boolean true
        1 = 1.0000000000001 => boolean true
        1 = 1.00000000001 => boolean false
        1 != 1 => boolean false
        1 < 2 < 3 => boolean true
        3 > 2 > 1 => boolean false
        1 = 1 = true() => boolean true
        '2026-06-01' = '2026-06-01' => boolean true
        '2026-6-1' = '2026-06-01' => boolean false
        /data/ngay = '2026-06-01' => boolean true
        /data/ngay < today() => boolean true
        /data/ngay + 1 => number 20606
        /data/so = 5 => boolean true
        /data/so = '5' => boolean true
        /data/so = '5.0' => boolean true
        /data/cao = 1.5 => boolean true
        /data/cao = '1.50' => boolean true
        /data/ten = 'Nguyễn Văn A' => boolean true
        /data/rong = '' => boolean true
        /data/rong = 0 => boolean false
        /data/chua = '' => boolean true
        /data/chua > 3 => boolean false
        /data/chua < 3 => boolean false
        /data/chua + 1 => number NaN
        not(/data/chua > 3) => boolean true
        /data/gioi = 'nam' => boolean true
        /data/gioi = 'nu' => boolean false
        /data/an = '' => boolean true
        # logic
        true() and true() => boolean true
        true() and false() => boolean false
        false() or true() => boolean true
        false() or false() => boolean false
        true() or (1 div 0 = 5) => boolean true
        1 and 1 => boolean true
        'a' and '' => boolean false
        '0' and 1 => boolean true
        not(true()) => boolean false
        not(false()) => boolean true
        not('') => boolean true
        not('a') => boolean false
        not(0) => boolean true
        not(1) => boolean false
        not(0 div 0) => boolean true
        not(1 = 2) => boolean true
        1 = 1 and 2 = 3 => boolean false
        1 = 1 or 2 = 3 and 1 = 2 => boolean true
        (1 = 1 or 2 = 3) and 1 = 2 => boolean false
        true() and 1 => boolean true
        boolean('') => boolean false
        boolean('0') => boolean true
        boolean('false') => boolean true
        boolean(0) => boolean false
        boolean(1) => boolean true
        boolean(-1) => boolean true
        boolean(0 div 0) => boolean false
        boolean(0.0000000000001) => boolean false
        boolean(/data/rong) => boolean false
        boolean(/data/ten) => boolean true
        boolean(/data/so) => boolean true
        boolean-from-string('true') => boolean true
        boolean-from-string('TRUE') => boolean true
        boolean-from-string('1') => boolean true
        boolean-from-string('1.0') => boolean false
        boolean-from-string('0') => boolean false
        boolean-from-string('false') => boolean false
        boolean-from-string('yes') => boolean false
        boolean-from-string('') => boolean false
        boolean-from-string(1) => boolean true
        boolean-from-string(true()) => boolean true
        boolean(true()) => boolean true
        true() => boolean true
        false() => boolean false
        # if and coalesce
        if(true(), 'x', 'y') => string "x"
        if(false(), 'x', 'y') => string "y"
        if(1 > 2, 'x', 'y') => string "y"
        if('', 'x', 'y') => string "y"
        if('a', 'x', 'y') => string "x"
        if(0, 1, 2) => number 2
        if(1, 1, 2) => number 1
        if(true(), 1, 'a') => number 1
        if(false(), 1, 'a') => string "a"
        if(1 = 1, 1 = 2, 3) => boolean false
        if(true(), /data/so, 0) => nodeset "5"
        if(/data/rong = '', 'blank', 'full') => string "blank"
        if(true(), 1, 1 div 0) => number 1
        concat(if(true(), /data/ten, ''), '!') => string "Nguyễn Văn A!"
        coalesce('a', 'b') => string "a"
        coalesce('', 'b') => string "b"
        coalesce(/data/rong, 'b') => string "b"
        coalesce(/data/chua, 0) => number 0
        coalesce(/data/so, 0) => nodeset "5"
        coalesce('', '') => string ""
        coalesce(/data/rong, /data/ten) => nodeset "Nguyễn Văn A"
        coalesce(0, 5) => number 0
        coalesce(0 div 0, 5) => number 5
        # strings
        string('a') => string "a"
        string(1) => string "1"
        string(true()) => string "true"
        string(false()) => string "false"
        string(/data/so) => string "5"
        string(/data/cao) => string "1.5"
        string(/data/ngay) => string "2026-06-01"
        string(/data/rong) => string ""
        string(/data/muc) => string "a c"
        string(today() = today()) => string "true"
        concat() => string ""
        concat('a') => string "a"
        concat('a', 'b', 'c') => string "abc"
        concat('a', 1, true()) => string "a1true"
        concat('a', '', 'b') => string "ab"
        concat(/data/ten, ' ', /data/so) => string "Nguyễn Văn A 5"
        concat(/data/nguoi/ho_ten) => string "AnBìnhChi"
        concat(/data/ngay) => string "2026-06-01"
        join(', ', /data/nguoi/ho_ten) => string "An, Bình, Chi"
        join(' ', /data/nguoi/tuoi) => string "30 12 "
        join('-', 'a', 'b', 'c') => string "a-b-c"
        join('', 'a', 'b') => string "ab"
        join('-') => string ""
        join('-', 'a') => string "a"
        join(' ', /data/nguoi/con/ten_con) => string "Bi Bo Cu"
        join(',', '', 'a') => string ",a"
        substr('hello', 1) => string "ello"
        substr('hello', 0) => string "hello"
        substr('hello', 1, 3) => string "el"
        substr('hello', 0, 5) => string "hello"
        substr('hello', 0, 50) => string "hello"
        substr('hello', 3, 1) => string ""
        substr('hello', -3) => string "llo"
        substr('hello', -3, -1) => string "ll"
        substr('hello', 1, -1) => string "ell"
        substr('hello', 5) => string ""
        substr('hello', 9) => string ""
        substr('hello', -9) => string "hello"
        substr('', 0, 1) => string ""
        substr('Nguyễn', 4, 5) => string "ễ"
        substr(/data/ten, 0, 6) => string "Nguyễn"
        substr('hello', '1', '2') => string "e"
        substr('hello', 1.9, 3.9) => string "el"
        substr('hello', 'a') => string "hello"
        substr(12345, 1, 3) => string "23"
        substring-before('a-b-c', '-') => string "a"
        substring-before('abc', 'x') => string ""
        substring-before('abc', '') => string ""
        substring-before('abc', 'a') => string ""
        substring-before('', 'a') => string ""
        substring-after('a-b-c', '-') => string "b-c"
        substring-after('abc', 'x') => string ""
        substring-after('abc', '') => string "abc"
        substring-after('abc', 'c') => string ""
        substring-after('', 'a') => string ""
        substring-before(123.5, '.') => string "123"
        translate('abc', 'abc', 'xyz') => string "xyz"
        translate('abc', 'b', '') => string "ac"
        translate('abca', 'a', 'z') => string "zbcz"
        translate('abc', 'ab', 'x') => string "xc"
        translate('aba', 'aa', 'xy') => string "xbx"
        translate('abc', '', 'x') => string "abc"
        translate('Đặng', 'Đ', 'D') => string "Dặng"
        translate('0912 345.678', ' .', '') => string "0912345678"
        string-length('') => number 0
        string-length('a') => number 1
        string-length('Nguyễn') => number 6
        string-length('đ') => number 1
        string-length(' a ') => number 3
        string-length(12.5) => number 4
        string-length(/data/ten) => number 12
        string-length(/data/rong) => number 0
        string-length(/data/ngay) => number 10
        string-length(true()) => number 4
        string-length('😀') => number 2
        normalize-space('  a   b ') => string "a b"
        normalize-space('') => string ""
        normalize-space('a') => string "a"
        normalize-space(' ') => string ""
        normalize-space(/data/ten) => string "Nguyễn Văn A"
        contains('abc', 'b') => boolean true
        contains('abc', 'x') => boolean false
        contains('abc', '') => boolean true
        contains('', 'a') => boolean false
        contains('', '') => boolean true
        contains('ABC', 'b') => boolean false
        contains(/data/ten, 'Văn') => boolean true
        contains(12345, 34) => boolean true
        starts-with('abc', 'ab') => boolean true
        starts-with('abc', 'b') => boolean false
        starts-with('abc', '') => boolean true
        starts-with('', 'a') => boolean false
        ends-with('abc', 'bc') => boolean true
        ends-with('abc', 'b') => boolean false
        ends-with('abc', '') => boolean true
        ends-with('', 'a') => boolean false
        string-length(uuid()) => number 36
        string-length(uuid(5)) => number 5
        string-length(uuid(100)) => number 100
        digest('abc', 'MD5') => string "kAFQmDzST7DWlj99KOF/cg=="
        digest('abc', 'MD5', 'hex') => string "900150983cd24fb0d6963f7d28e17f72"
        digest('abc', 'MD5', 'base64') => string "kAFQmDzST7DWlj99KOF/cg=="
        digest('abc', 'SHA-1', 'hex') => string "a9993e364706816aba3e25717850c26c9cd0d89d"
        digest('abc', 'SHA-256') => string "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
        digest('abc', 'SHA-256', 'hex') => string "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        digest('abc', 'SHA-384', 'hex') => string "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"
        digest('abc', 'SHA-512', 'hex') => string "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        digest('', 'SHA-256', 'hex') => string "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        digest('Nguyễn', 'SHA-256', 'hex') => string "96e18fed42170e988ee463985d106cbdac396a3bb61e75d8f0834ec9f4fb534b"
        digest('abc', 'sha-256', 'hex') => string "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        digest('abc', 'SHA-257', 'hex') => error
        digest('abc', 'MD5', 'octal') => error
        digest(1, 'MD5', 'hex') => string "c4ca4238a0b923820dcc509a6f75849b"
        base64-decode('YWJj') => string "abc"
        base64-decode('Tmd1eeG7hW4=') => string "Nguyễn"
        base64-decode('') => string ""
        base64-decode('YQ==') => string "a"
        base64-decode('YQ') => string ""
        base64-decode('###') => string ""
        # regex
        regex('012', '[0-9]{3}') => boolean true
        regex('0123', '[0-9]{3}') => boolean false
        regex('', '[0-9]*') => boolean true
        regex('', '') => boolean true
        regex('abc', 'b') => boolean false
        regex('abc', '.*b.*') => boolean true
        regex('abc', '^abc$') => boolean true
        regex('abc', 'a|abc') => boolean true
        regex('ab', 'a|ab|abc') => boolean true
        regex('Nguyễn', '\p{L}+') => boolean true
        regex('Nguyễn', '[A-Za-zễ]+') => boolean true
        regex('a.c', 'a\.c') => boolean true
        regex('abc', 'a\.c') => boolean false
        regex('12', '\d+') => boolean true
        regex('a b', 'a\sb') => boolean true
        regex('ab', '(?i)AB') => boolean true
        regex(/data/so, '[0-9]') => boolean true
        regex(/data/rong, '[0-9]+') => boolean false
        regex('x', '[') => error
        regex('+84 912', '\+84 \d{3}') => boolean true
        regex('a-b', '[\w-]+') => boolean true
        regex('2026', '(19|20)\d{2}') => boolean true
        regex('abc', '[a-c]{2,3}') => boolean true
        regex('aaa', '(a)\1+') => boolean true
        # select
        selected('a b c', 'b') => boolean true
        selected('a b c', 'd') => boolean false
        selected('a b c', '') => boolean false
        selected('', '') => boolean true
        selected('', 'a') => boolean false
        selected('a b c', ' b ') => boolean true
        selected('ab c', 'b') => boolean false
        selected('a b', 'a b') => boolean true
        selected(/data/muc, 'a') => boolean true
        selected(/data/muc, 'b') => boolean false
        selected(/data/muc, /data/gioi) => boolean false
        selected(/data/gioi, 'nam') => boolean true
        selected(/data/rong, 'a') => boolean false
        is-selected('a b', 'a') => boolean true
        selected-at('a b c', 0) => string "a"
        selected-at('a b c', 2) => string "c"
        selected-at('a b c', 3) => string ""
        selected-at('a b c', -1) => string ""
        selected-at('', 0) => string ""
        selected-at(/data/muc, 1) => string "c"
        selected-at('a b c', '1') => string "b"
        selected-at('a b c', 1.5) => string "b"
        selected-at('a b', 'x') => string "a"
        count-selected('a b c') => number 3
        count-selected('') => number 0
        count-selected('a') => number 1
        count-selected('  a   b ') => number 2
        count-selected(/data/muc) => number 2
        count-selected(/data/rong) => number 0
        jr:choice-name('nam', '/data/gioi') => string "Nam"
        jr:choice-name('nu', ' /data/gioi ') => string "Nữ"
        jr:choice-name('xxx', '/data/gioi') => string ""
        jr:choice-name('', '/data/gioi') => string ""
        jr:choice-name(/data/gioi, '/data/gioi') => string "Nam"
        jr:choice-name(selected-at(/data/muc, 1), '/data/muc') => string "Mục c"
        jr:itext('gioi-0') => string "Nam"
        jr:itext('/data/ten:label') => string "Tên"
        jr:itext('nope') => string "[itext:nope]"
        # nodes
        /data/nhom/trong => nodeset "7"
        /data/nguoi/tuoi => nodeset "30|12|"
        count(/data/nguoi) => number 3
        count(/data/nguoi/con) => number 3
        count(/data/nguoi/tuoi) => number 3
        count(/data/nope) => number 0
        count(/data/nguoi[tuoi > 20]) => number 1
        count(/data/nguoi[tuoi > 100]) => number 0
        count-non-empty(/data/nguoi/tuoi) => number 2
        count-non-empty(/data/nguoi/ho_ten) => number 3
        count-non-empty(/data/nope) => number 0
        sum(/data/nguoi/tuoi) => number 42
        sum(/data/nguoi/con/tuoi_con) => number 15
        sum(/data/nope) => number 0
        sum(/data/rong) => number 0
        max(/data/nguoi/tuoi) => number 30
        min(/data/nguoi/tuoi) => number 12
        max(/data/nope) => number NaN
        min(/data/nope) => number NaN
        max(1, 2, 3) => number 3
        min(3, 1, 2) => number 1
        max(1, '', 3) => number 3
        min('', 2) => number 2
        max('a', 1) => number 1
        min(/data/so, 3) => number 3
        max(/data/nguoi/con/tuoi_con) => number 7
        min(-1, -2) => number -2
        max('2', '10') => number 10
        /data/nguoi[position() = 2]/ho_ten => nodeset "Bình"
        /data/nguoi[4]/ho_ten => nodeset ""
        /data/nguoi[0]/ho_ten => nodeset ""
        /data/nguoi[ho_ten = 'Bình']/tuoi => nodeset "12"
        /data/nguoi[tuoi = 30]/ho_ten => nodeset "An"
        /data/nguoi[tuoi > 5 and tuoi < 20]/ho_ten => nodeset "Bình"
        /data/nguoi[true()]/ho_ten => nodeset "An|Bình|Chi"
        /data/nguoi[count(con) = 2]/ho_ten => nodeset "An"
        /data/nguoi[con/ten_con = 'Cu']/ho_ten => error
        /data/nguoi[string-length(ho_ten) > 2]/ho_ten => nodeset "Bình|Chi"
        /data/nguoi[position() > 1]/ho_ten => nodeset "Bình|Chi"
        /data/nguoi[1]/position(..) => error
        instance('tinh')/root/item[vung = 'bac']/name => nodeset "hp|hn"
        count(instance('tinh')/root/item) => number 3
        count(instance('tinh')/root/item[vung = 'bac']) => number 2
        instance('tinh')/root/item[position() = 3]/vung => nodeset "nam"
        instance('nope')/root/item => error
        instance('tinh')/root/item[name = /data/tinh]/vung => nodeset "bac"
        join(' ', instance('tinh')/root/item/name) => string "hp hn ct"
        join(' ', instance('tinh')/root/item[vung = 'bac']/name) => string "hp hn"
        indexed-repeat(/data/nguoi/tuoi, /data/nguoi, 1) => nodeset "30"
        indexed-repeat(/data/nguoi/ho_ten, /data/nguoi, 2) => nodeset "Bình"
        indexed-repeat(/data/nguoi/ho_ten, /data/nguoi, 0) => nodeset "An"
        indexed-repeat(/data/nguoi/ho_ten, /data/nguoi, -3) => nodeset "An"
        indexed-repeat(/data/nguoi/ho_ten, /data/nguoi, 9) => nodeset ""
        indexed-repeat(/data/nguoi/con/ten_con, /data/nguoi, 1, /data/nguoi/con, 2) => nodeset "Bo"
        indexed-repeat(/data/nguoi/con/ten_con, /data/nguoi, 3, /data/nguoi/con, 1) => nodeset "Cu"
        join(' ', randomize(/data/nguoi/ho_ten, 1)) => string "Bình An Chi"
        join(' ', randomize(/data/nguoi/ho_ten, 42)) => string "An Bình Chi"
        join(' ', randomize(/data/nguoi/ho_ten, 0)) => string "Chi Bình An"
        join(' ', randomize(/data/nguoi/ho_ten, -7)) => string "An Bình Chi"
        join(' ', randomize(/data/nguoi/ho_ten, 1.9)) => string "Bình An Chi"
        join(' ', randomize(/data/nguoi/ho_ten, '42')) => string "An Bình Chi"
        join(' ', randomize(/data/nguoi/ho_ten, '')) => string "Chi Bình An"
        join(' ', randomize(/data/nguoi/ho_ten, 2147483647)) => string "Chi Bình An"
        join(' ', randomize(/data/nguoi/ho_ten, 2147483648)) => string "Bình An Chi"
        join(' ', randomize(instance('tinh')/root/item/name, 3)) => string "ct hp hn"
        count(randomize(/data/nguoi/ho_ten)) => number 3
        /data/nope => nodeset ""
        /data/nope = '' => boolean true
        /nope => nodeset ""
        /data/nope + 1 => number NaN
        string(/data/nope) => string ""
        /data/nguoi/tuoi + 1 => error
        string(/data/nguoi/tuoi) => error
        /data/nguoi = 'x' => error
        # checklist
        checklist(1, 2, 1 = 1, 1 = 2, 1 = 1) => boolean true
        checklist(1, 2, 1 = 1, 1 = 1, 1 = 1) => boolean false
        checklist(-1, 2, 1 = 1) => boolean true
        checklist(2, -1, 1 = 1, 1 = 1, 1 = 1) => boolean true
        checklist(-1, -1) => boolean true
        checklist(1, 1, 'a') => boolean true
        checklist(1, 1, '') => boolean false
        checklist(0, 0, 'no') => boolean false
        checklist(0, 0, 1 = 2) => boolean true
        checklist(1, 2, /data/nguoi/tuoi) => boolean true
        weighted-checklist(-1, 2, 1 = 1, 3, 1 = 1, 4) => boolean false
        weighted-checklist(1, 10, 1 = 1, 3, 1 = 2, 4) => boolean true
        weighted-checklist(5, 10, 1 = 1, 3, 1 = 2, 4) => boolean false
        weighted-checklist(5, 10, 1 = 1, 3, 1 = 1, 4) => boolean true
        weighted-checklist(5, -1, 1 = 1, 3, 1 = 1, 4) => boolean false
        weighted-checklist(0.5, 1.5, 'a', 1.2) => boolean true
        # maths
        pow(2, 10) => number 1024
        pow(2, -1) => number 0.5
        pow(2, 0.5) => number 1.4142135623730951
        pow('', 2) => number NaN
        pow(-8, 2) => number 64
        log(1) => number 0
        log(10) => number 2.302585092994046
        log(0) => number -Infinity
        log(-1) => number NaN
        log10(1000) => number 3
        log10(0) => number -Infinity
        abs(-3.5) => number 3.5
        abs(3) => number 3
        abs('') => number NaN
        abs('-2') => number 2
        sqrt(16) => number 4
        sqrt(2) => number 1.4142135623730951
        sqrt(-1) => number NaN
        exp(0) => number 1
        exp(1) => number 2.718281828459045
        exp10(2) => number 100
        exp10(-1) => number 0.1
        sin(0) => number 0
        cos(0) => number 1
        tan(0) => number 0
        sin(pi() div 2) => number 1
        asin(1) => number 1.5707963267948966
        acos(1) => number 0
        atan(1) => number 0.7853981633974483
        atan2(1, 1) => number 0.7853981633974483
        atan2(-1, 0) => number -1.5707963267948966
        pi() => number 3.141592653589793
        random() < 1 => boolean true
        random() >= 0 => boolean true
        # dates
        date('2026-06-01') => string "2026-06-01"
        date('2026-06-01T23:30:00.000+07:00') => string "2026-06-01"
        date('2026-06-01T23:30:00.000Z') => string "2026-06-02"
        date(0) => string "1970-01-01"
        date(1) => string "1970-01-02"
        date(-1) => string "1969-12-31"
        date(20605) => string "2026-06-01"
        date(20605.9) => string "2026-06-01"
        date('') => string ""
        date('abc') => error
        date('2026-02-30') => error
        date('2026-13-01') => error
        date('2026-6-1') => string "2026-06-01"
        date(/data/ngay) => string "2026-06-01"
        date(/data/luc) => string "2026-06-01"
        date(/data/rong) => string ""
        date(0 div 0) => number NaN
        string(date('2026-06-01')) => string "2026-06-01"
        date('2026-06-01') + 1 => number 20606
        date('2026-06-01') - date('2026-05-01') => number 31
        date('2026-06-01') < date('2026-06-02') => boolean true
        date('2026-06-01') = '2026-06-01' => boolean true
        date('2026-06-01') = date('2026-06-01') => boolean true
        date(date('2026-06-01') + 30) => string "2026-07-01"
        date-time('') => string ""
        date-time('abc') => error
        number(date('2026-06-01')) => number 20605
        int(date('2026-06-01')) => number 20605
        string-length(today()) => number 10
        today() = date(today()) => boolean true
        today() + 1 > today() => boolean true
        format-date('2026-06-01', '%Y-%m-%d') => string "2026-06-01"
        format-date('2026-06-01', '%d/%m/%y') => string "01/06/26"
        format-date('2026-06-01', '%e.%n.%Y') => string "1.6.2026"
        format-date('2026-06-01', '%W') => string "23"
        format-date('2026-01-01', '%W') => string "1"
        format-date('2024-12-30', '%W') => string "1"
        format-date('2026-06-01', '%%') => string "%"
        format-date('2026-06-01', 'ngày %d') => string "ngày 01"
        format-date('2026-06-01', '%q') => error
        format-date('2026-06-01', '%') => error
        format-date('2026-06-01', '') => string ""
        format-date('', '%Y') => string ""
        format-date('abc', '%Y') => error
        format-date(20605, '%Y-%m-%d') => string "2026-06-01"
        format-date(/data/ngay, '%Y%m%d') => string "20260601"
        format-date(/data/rong, '%Y%m%d') => string ""
        format-date(today(), '%Y') > 2000 => boolean true
        format-date('2026-06-01T08:30:15.123+07:00', '%H:%M:%S') => string "08:30:15"
        format-date-time('2026-06-01T08:05:09.123+07:00', '%H:%M:%S.%3') => string "08:05:09.123"
        format-date-time('2026-06-01T08:05:09.123+07:00', '%h') => string "8"
        format-date-time('2026-06-01T18:05:09.123+07:00', '%h %H') => string "18 18"
        format-date-time('2026-06-01', '%H:%M') => string "00:00"
        format-date-time('2026-06-01T23:30:00.000Z', '%Y-%m-%d %H:%M') => string "2026-06-02 06:30"
        format-date-time(/data/luc, '%Y%m%d') => string "20260601"
        format-date-time('', '%Y') => string ""
        format-date-time(20605.5, '%Y-%m-%d %H:%M') => string "2026-06-01 19:00"
        decimal-date-time('2018-04-24T15:30:00.000+06:00') => number 17645.395833333332
        decimal-date-time('1970-01-01T00:00:00.000Z') => number 0
        decimal-date-time('1970-01-02T00:00:00.000+00:00') => number 1
        decimal-date-time('2026-06-01') => number 20604.708333333332
        decimal-date-time(/data/ngay) => number 20604.708333333332
        decimal-date-time('') => string ""
        decimal-date-time('abc') => error
        decimal-date-time(today()) > 0 => boolean true
        decimal-date-time(1) => number 1
        decimal-time('2026-06-01T18:00:00.000+07:00') => number 0.75
        decimal-time('') => string ""
        decimal-time('abc') => error
        decimal-time(0.25) => number 0.25
        /data/gio > '08:00' => boolean false
        /data/gio = '08:30:00.000+07:00' => boolean false
        /data/luc > today() => boolean false
        # geo
        area(/data/rong) => number 0
        distance(/data/rong) => number 0
        distance('10 106;11 106') => number 111318.84502147979
        distance('10 106 0 0; 10 107 0 0') => number 109627.61967532615
        distance('10.0 106.0 0 0', '10.0 106.1 0 0') => number 10962.766121663037
        distance('10 106') => number 0
        distance('a') => error
        # other
        version() => string "1"
        property('x') => error
        # paths, contexts and malformed expressions
        format-date(20605.9, '%Y-%m-%d %H') => string "2026-06-02 04"
        format-date(20605, '%Y-%m-%d %H') => string "2026-06-01 07"
        format-date(0 div 0, '%Y') => string ""
        date-time(0 div 0) => number NaN
        decimal-time(0.75) => number 0.75
        date('2026-06-01T08:30') => string "2026-06-01"
        date('08:30') => error
        date('2026/06/01') => error
        date('2026-06-01x') => error
        format-date-time('2026-06-01T08:30', '%H:%M') => string "08:30"
        format-date-time('2026-06-01T08:30:00Z', '%H:%M') => string "15:30"
        format-date-time('2026-06-01T08:30:00+01', '%H:%M') => string "14:30"
        format-date-time('2026-06-01T08:30:00.5+01:00', '%H:%M:%S.%3') => string "14:30:00.500"
        format-date('9999-12-31', '%Y') => string "9999"
        format-date('0001-01-01', '%Y') => string "0001"
        format-date('2026-06-01', '%Y%') => error
        format-date('2026-06-01', '%B') => error
        format-date('2026-06-01', '%A') => error
        format-date('2026-06-01', '%w') => error
        boolean(date('2026-06-01')) => boolean true
        if(date('2026-06-01'), 1, 2) => number 1
        date('2026-06-01') = 20605 => boolean true
        date('2026-06-01') != date('2026-06-02') => boolean true
        string(date('2026-06-01') + 1) => string "20606"
        concat(date('2026-06-01'), 'x') => string "2026-06-01x"
        date(concat('2026', '-06-01')) => string "2026-06-01"
        substr('abc', 0 div 0) => string "abc"
        substr('abc', 1, 0 div 0) => string ""
        substr('abc', -100, 100) => string "abc"
        round(0 div 0) => number NaN
        round(1 div 0) => number Infinity
        round(0.5) => number 1
        round(-0.5) => number 0
        round(1.5) => number 2
        round(-1.5) => number -1
        round(2.5, 'x') => number 3
        round('x', 2) => number NaN
        round(-0.4) => number 0
        int(-0.9) => number 0
        sum('a') => error
        sum(1, 2) => error
        count(1) => error
        count('a') => error
        count-non-empty('a') => error
        not() => error
        true(1) => error
        nope(1) => error
        concat(,) => error
        1 + => error
        (1 => error
        1) => error
        'abc => error
        [1] => error
        /data/ => error
        //data => error
        /data//so => error
        /data/nguoi[ => error
        /data/nguoi[] => error
        ..//x => error
        $x => error
        text() => error
        /data/text() => error
        /data/descendant::so => error
        /data/child::so => nodeset "5"
        /data/./so => nodeset "5"
        self::node() => nodeset ""
        /data/@id => nodeset "f"
        /data/@version => nodeset "1"
        @id => nodeset "f"
        . => nodeset ""
        1 2 => error
        1 = = 2 => error
        and => nodeset ""
        or => nodeset ""
        div => nodeset ""
        a and b => boolean false
        /data/so div 2 => number 2.5
        /data/so mod 2 => number 1
        /data/so * 2 => number 10
        /data/so*2 => number 10
        /data/so -1 => number 4
        /data/so-1 => nodeset ""
        so => nodeset "5"
        so + 1 => number 6
        ./so => nodeset "5"
        nhom/trong => nodeset "7"
        count(nguoi) => number 3
        nguoi[ho_ten = 'An']/tuoi => nodeset "30"
        {/data/nguoi[1]} ../nguoi => nodeset "||"
        {/data/nguoi[1]/tuoi} . => nodeset "30"
        {/data/nguoi[1]/tuoi} . + 1 => number 31
        {/data/nguoi[2]/tuoi} ../ho_ten => nodeset "Bình"
        {/data/nguoi[2]/tuoi} /data/nguoi/ho_ten => nodeset "Bình"
        {/data/nguoi[2]/tuoi} sum(/data/nguoi/tuoi) => number 12
        {/data/nguoi[2]/tuoi} sum(../../nguoi/tuoi) => number 42
        {/data/nguoi[2]/tuoi} count(../../nguoi) => number 3
        {/data/nguoi[2]/tuoi} position(..) => number 2
        {/data/nguoi[3]/tuoi} position(..) => number 3
        {/data/nguoi[1]/con[2]/tuoi_con} position(..) => number 2
        {/data/nguoi[1]/con[2]/tuoi_con} position(../..) => number 1
        {/data/nguoi[3]/con[1]/tuoi_con} position(../..) => number 3
        {/data/nguoi[1]/con[2]/tuoi_con} /data/nguoi/con/ten_con => nodeset "Bo"
        {/data/nguoi[1]/con[2]/tuoi_con} /data/nguoi/ho_ten => nodeset "An"
        {/data/nguoi[1]/con[2]/tuoi_con} ../../ho_ten => nodeset "An"
        {/data/nguoi[1]/con[2]/tuoi_con} ../../con/ten_con => nodeset "Bi|Bo"
        {/data/nguoi[1]/con[2]/tuoi_con} sum(/data/nguoi/con/tuoi_con) => number 7
        {/data/nguoi[1]/con[2]/tuoi_con} sum(../../con/tuoi_con) => number 12
        {/data/nguoi[1]/con[2]/tuoi_con} sum(../../../nguoi/con/tuoi_con) => number 15
        {/data/nguoi[1]/con[2]/tuoi_con} /data/so => nodeset "5"
        {/data/nguoi[1]/con[2]/tuoi_con} ../../../so => nodeset "5"
        {/data/nguoi[2]/tuoi} /data/nguoi[position() = position(current()/..) - 1]/ho_ten => nodeset "An"
        {/data/nguoi[2]/tuoi} ../../nguoi[position() = position(current()/..) - 1]/ho_ten => nodeset "An"
        {/data/nguoi[2]/tuoi} ../../nguoi[position() < position(current()/..)]/ho_ten => nodeset "An"
        {/data/nguoi[2]/tuoi} /data/nguoi[ho_ten = current()/../ho_ten]/tuoi => nodeset "12"
        {/data/nguoi[2]/tuoi} count(/data/nguoi[tuoi > current()/../tuoi]) => number 1
        {/data/nguoi[2]/tuoi} count(../../nguoi[tuoi > current()/../tuoi]) => number 1
        {/data/nguoi[2]/tuoi} current()/../ho_ten => nodeset "Bình"
        {/data/nguoi[2]/tuoi} indexed-repeat(/data/nguoi/ho_ten, /data/nguoi, position(..) - 1) => nodeset "An"
        {/data/nguoi[2]/tuoi} indexed-repeat(/data/nguoi/tuoi, /data/nguoi, 1) + . => number 42
        {/data/nguoi[2]/tuoi} indexed-repeat(/data/so, /data/nguoi, 1) => error
        {/data/nguoi[2]/tuoi} indexed-repeat(/data/nguoi/con/ten_con, /data/nguoi, 1) => nodeset "Bi|Bo"
        {/data/nguoi[2]/tuoi} join(' ', ../../nguoi/ho_ten) => string "An Bình Chi"
        {/data/nguoi[2]/tuoi} instance('tinh')/root/item[vung = 'nam']/name => nodeset "ct"
        {/data/nguoi[2]/tuoi} count(instance('tinh')/root/item[name = /data/tinh]) => number 1
        {/data/nguoi[2]} ho_ten => nodeset "Bình"
        {/data/nguoi[2]} ./ho_ten => nodeset "Bình"
        {/data/nguoi[2]} position(.) => number 2
        {/data/nguoi[2]} position() => number 2
        {/data/nguoi[2]} count(con) => number 0
        {/data/nguoi[1]} count(con) => number 2
        {/data/nguoi[1]} con[position() = 2]/ten_con => nodeset "Bo"
        {/data/nguoi[1]} con/ten_con => nodeset "Bi|Bo"
        {/data/nguoi[1]} sum(con/tuoi_con) => number 12
        {/data/nguoi[1]} con[tuoi_con > 5]/ten_con => nodeset "Bo"
        {/data/nguoi[1]} con[tuoi_con > ../tuoi]/ten_con => nodeset ""
        {/data/nguoi[1]} con[tuoi_con < ../tuoi]/ten_con => nodeset "Bi|Bo"
        {/data/nguoi[1]} con[tuoi_con = 5 or tuoi_con = 7]/ten_con => nodeset "Bi|Bo"
        {/data/nguoi[1]} con[tuoi_con = 5][position() = 1]/ten_con => nodeset "Bi"
        {/data/nguoi[1]} max(con/tuoi_con) => number 7
        {/data/so} . * 2 => number 10
        {/data/so} . >= 1 and . <= 10 => boolean true
        {/data/so} ../cao => nodeset "1.5"
        {/data/so} string-length(.) => number 1
        {/data/so} if(. > 3, 'x', 'y') => string "x"
        {/data/ten} regex(., '.*Văn.*') => boolean true
        {/data/ten} string-length() => number 12
        {/data/ten} normalize-space() => string "Nguyễn Văn A"
        {/data/muc} selected(., 'a') and not(selected(., 'b')) => boolean true
        {/data/muc} count-selected(.) => number 2
        {/data/ngay} . <= today() => boolean true
        {/data/nhom/trong} ../../so => nodeset "5"
        {/data/nhom/trong} ../so => nodeset ""
        digest('abc','sha-256') => string "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
        concat('a' , "b") => string "ab"
        concat("it's", 'x') => string "it'sx"
        'a "b"' => string "a "b""
        true() = 'true' => boolean true
        'true' = true() => boolean true
        1 = 'a' => boolean false
        '1.0' = 1 => boolean true
        ' 1' = 1 => boolean true
        '1' = '1.0' => boolean false
        0 = '' => boolean false
        -0 = 0 => boolean true
        1 div 3 = 0.333333333333 => boolean true
        1 > 'a' => boolean false
        not(1 > 'a') => boolean true
        true() > false() => boolean true
        1 < 2 = true() => boolean true
        2 = 2 = 2 => boolean true
        2 = 2 != 1 => boolean false
        1 + 1 = 2 and 2 * 2 = 4 => boolean true
        not(true() and false()) or false() => boolean true
        3 - 2 - 1 => number 0
        2 + 3 * 4 - 5 => number 9
        10 div 4 * 2 => number 5
        10 mod 4 mod 2 => number 0
        -3 * -3 => number 9
        - 3 => number -3
        1 - - 1 => number 2
        +1 => error
        1++1 => error
        1 * * 2 => error
        2 ** 3 => error
        2 ^ 3 => error
        5 % 2 => error
        5 / 2 => error
        'a' + 'b' => number NaN
        'a' & 'b' => error
        a = b => boolean true
        TRUE() => error
        true => nodeset ""
        True() => error
        if(true(), 1) => error
        if(1, 2, 3, 4) => error
        today(1) => error
        concat ('a', 'b') => string "ab"
        concat( 'a','b' ) => string "ab"
        """#
}
