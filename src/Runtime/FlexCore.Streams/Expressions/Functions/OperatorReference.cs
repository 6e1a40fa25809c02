namespace FlexCore.Streams.Expressions.Functions;

/// <summary>One operator or form of the syntax, for the reference.</summary>
/// <param name="Form">How it is written.</param>
/// <param name="Meaning">What it does, as a sentence.</param>
/// <param name="Example">An expression that uses it.</param>
/// <param name="Result">The example's result as JSON; <c>undefined</c> and <c>NaN</c> as such.</param>
internal sealed record SyntaxEntry(string Form, string Meaning, string Example, string Result);

/// <summary>The operators and literals in the order of the reference: literals, access, then operators from tight to loose.</summary>
internal static class OperatorReference
{
    public static readonly IReadOnlyList<SyntaxEntry> Entries =
    [
        new("12 0x1F 0b11 1.5e3 1_000", "Numbers: IEEE 754 doubles. A number that needs more digits keeps them while it is only passed on.", "0x1F + 1.5e3", "1531"),
        new("\"…\" '…'", "Text with JavaScript's escapes.", "\"tab\\tA\\u0042\"", "\"tab\\tAB\""),
        new("`… ${x} …`", "A template: text with values inside.", "`${1 + 1} of ${\"n\"}`", "\"2 of n\""),
        new("true false null undefined NaN Infinity", "Constants.", "[true, null]", "[true,null]"),
        new("/…/gims", "A regular expression, matched in linear time: without lookaround and back references. Only as receiver or argument of the methods below.", "/^a.c$/s.test(\"abc\")", "true"),
        new("[a, ...list]", "A list; `...` puts in the items of a list or the characters of a text.", "[0, ...[1, 2]]", "[0,1,2]"),
        new("{ a: 1, b, [key]: 2, ...object }", "An object; `...` puts in the fields of an object. The last of equal names wins.", "({ a: 1, [\"b\" + 1]: 2, ...{ a: 3 } })", "{\"a\":3,\"b1\":2}"),
        new("name $ $.name", "A field of the record, the whole record, a field whose name is also a function or namespace.", "[{ name: \"x\" }].map($ => $.name)", "[\"x\"]"),
        new("a.b a[\"b\"] list[0]", "A field or an item; undefined when missing. Reading from null or undefined is an error.", "({ a: [7] }).a[0]", "7"),
        new("a?.b a?.[x] a?.f()", "As above, but the whole chain is undefined when what stands before `?.` is null or undefined.", "null?.a.b", "undefined"),
        new("x => … (a, [b], { c, d: e = 1 }) => …", "A function as argument of a method; parameters may take lists and objects apart.", "[[1, 2]].map(([a, b = 0]) => a + b)", "[3]"),
        new("!a", "Not.", "!\"\"", "true"),
        new("-a +a", "Negative; as a number.", "+\"0x10\"", "16"),
        new("~a", "Each of 32 bits inverted.", "~5", "-6"),
        new("typeof a", "The kind: number, string, boolean, undefined, or object (also lists and null).", "typeof []", "\"object\""),
        new("a ** b", "Power; from right to left.", "2 ** 3 ** 2", "512"),
        new("a * b a / b a % b", "Product, quotient, remainder with the sign of `a`.", "-7 % 3", "-1"),
        new("a + b", "Sum, or joined text when one side is text, a list or an object.", "1 + \"2\"", "\"12\""),
        new("a - b", "Difference.", "\"3\" - 1", "2"),
        new("a << b a >> b a >>> b", "Shifts of 32 bits; `>>` keeps the sign, `>>>` fills with zeros.", "-1 >>> 28", "15"),
        new("a < b a <= b a > b a >= b", "Order: two texts by UTF-16 units, anything else as numbers; false with NaN.", "\"B\" < \"a\"", "true"),
        new("key in object", "Whether an object has a field or a list an index.", "\"a\" in { a: undefined }", "true"),
        new("a === b a !== b", "Same kind and same content; lists and objects are compared by content. NaN is unequal to itself.", "[1, \"a\"] === [1, \"a\"]", "true"),
        new("a == b a != b", "As `===`, but kinds are converted: null equals undefined, \"1\" equals 1.", "\"1\" == 1", "true"),
        new("a & b", "Bits of both.", "12 & 10", "8"),
        new("a ^ b", "Bits of one.", "12 ^ 10", "6"),
        new("a | b", "Bits of either.", "12 | 10", "14"),
        new("a && b", "`a` when it is falsy, else `b`, which is evaluated only then.", "0 && 1", "0"),
        new("a || b", "`a` when it is truthy, else `b`.", "\"\" || \"default\"", "\"default\""),
        new("a ?? b", "`a` unless it is null or undefined, else `b`. Needs parentheses next to `||` and `&&`.", "0 ?? 1", "0"),
        new("a ? b : c", "`b` when `a` is truthy, else `c`.", "404 >= 400 ? \"error\" : \"ok\"", "\"error\""),
    ];
}
