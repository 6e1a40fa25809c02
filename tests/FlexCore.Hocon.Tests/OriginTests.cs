using FlexCore.Hocon.Documents;

namespace FlexCore.Hocon.Tests;

public sealed class OriginTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a = 1", "a", 1, 5)]
    [InlineData("\n\n   a   :   x y", "a", 3, 12)]
    [InlineData("a {\n\tb = {\n\t\tc = [1,\n2] } }", "a.b.c", 3, 7)]
    [InlineData("a { b = 1 }", "a", 1, 3)]
    [InlineData("a.b.c = 1", "a.b", 1, 9)]
    [InlineData("a { x = 1 }\na { y = 2 }", "a.y", 2, 9)]
    [InlineData("a = 1\na = 2", "a", 2, 5)]
    [InlineData("a = \"\"\"\n\n\"\"\" , b = 2", "b", 3, 11)]
    [InlineData("x = 1\na = ${x}", "a", 1, 5)]
    [InlineData("x = 1\na = ${x}y", "a", 2, 5)]
    [InlineData("x = [1]\na = ${x} [2]", "a", 2, 5)]
    [InlineData("a += 1\na += 2", "a", 1, 6)]
    [InlineData("é = ü, b = 1", "b", 1, 12)]
    public void A_value_knows_where_it_was_written(string text, string path, int line, int column) =>
        Resolved.Object(text).Get(path).Origin.ShouldBe(new HoconOrigin("text", line, column));

    [Fact]
    public void Json_values_know_line_and_column()
    {
        var path = _folder.Write("a.json", "{\n  \"a\": 1,\n  \"ü\": [true, {\"c\": \"x\"}]\n}");
        var root = HoconParser.ParseFile(path).Resolve();
        root.Get("a").Origin.ShouldBe(new HoconOrigin(path, 2, 8));
        root.GetArray("ü")[1].AsObject().Get("c").Origin.ShouldBe(new HoconOrigin(path, 3, 21));
    }

    [Theory]
    [InlineData("{\"a\": }", 1, 7)]
    [InlineData("{\n\"a\": 01}", 2, 7)]
    [InlineData("{} x", 1, 4)]
    [InlineData("", 1, 1)]
    [InlineData("\n\n {\"é😀\": x}", 3, 10)]
    public void Json_errors_know_line_and_column(string json, int line, int column)
    {
        var path = _folder.Write("bad.json", json);
        Should.Throw<HoconException>(() => HoconParser.ParseFile(path)).Origin.ShouldBe(new HoconOrigin(path, line, column));
    }

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}", """{"a":2}""")]
    [InlineData("{\"a\":{\"x\":1},\"a\":{\"y\":2}}", """{"a":{"x":1,"y":2}}""")]
    [InlineData("{\"a.b\":\"${x}\",\"n\":null}", """{"a.b":"${x}","n":null}""")]
    [InlineData("\uFEFF{\"a\":1}", """{"a":1}""")]
    public void Json_files_hold_plain_keys_and_texts(string json, string expected) =>
        HoconParser.ParseFile(_folder.Write("a.json", json)).Resolve().ToJson().ShouldBe(expected);

    [Fact]
    public void Properties_know_the_line_their_entry_begins_on()
    {
        var path = _folder.Write("a.properties", "# c\na=1\\\n  2\n\nb=3");
        var root = HoconParser.ParseFile(path).Resolve();
        root.Get("a").Origin.ShouldBe(new HoconOrigin(path, 2, 1));
        root.Get("b").Origin.ShouldBe(new HoconOrigin(path, 5, 1));
    }

    [Fact]
    public void Included_values_name_their_own_file()
    {
        var inner = _folder.Write("inner.conf", "\nx = 1");
        var outer = _folder.Write("outer.conf", "include \"inner.conf\", y = 2");
        var root = HoconParser.ParseFile(outer).Resolve();
        root.Get("x").Origin.ShouldBe(new HoconOrigin(inner, 2, 5));
        root.Get("y").Origin.ShouldBe(new HoconOrigin(outer, 1, 27));
    }

    [Fact]
    public void An_origin_renders_as_a_link_and_without_a_line_as_its_source()
    {
        new HoconOrigin("a.conf", 3, 5).ToString().ShouldBe("a.conf:3:5");
        new HoconOrigin("environment variable X", 0, 0).ToString().ShouldBe("environment variable X");
        default(HoconOrigin).ToString().ShouldBe("");
    }

    [Fact]
    public void A_failure_without_a_place_has_only_its_problem() =>
        Should.Throw<HoconException>(() => HoconUnits.ParseSize("x")).Message.ShouldBe("'x' has the unknown size unit 'x'; known are " + KnownSizes + ".");

    private static string KnownSizes =>
        Should.Throw<HoconException>(() => HoconUnits.ParseSize("1 sheep")).Problem.Split("known are ")[1].TrimEnd('.');
}
