using FlexCore.Hocon.Documents;

namespace FlexCore.Hocon.Tests;

public class HoconValueTests
{
    [Fact]
    public void Leaves_lists_every_value_with_its_path_and_place()
    {
        var root = HoconParser.Parse("a {\n  b = 1\n  \"c.d\" = [1, 2]\n}\ne = {}\nf = null", name: "r.conf").Resolve();
        root.Leaves().Select(leaf => $"{leaf.Path} {leaf.Value} {leaf.Value.Origin}").ShouldBe(
        [
            "a.b 1 r.conf:2:7",
            "a.\"c.d\" [1,2] r.conf:3:11",
            "e {} r.conf:5:5",
            "f null r.conf:6:5",
        ]);
    }

    [Fact]
    public void The_origin_of_a_substituted_value_is_where_it_was_written() =>
        Resolved.Object("a = 1\nb = ${a}").Get("b").Origin.Line.ShouldBe(1);

    [Fact]
    public void Find_follows_paths_and_stops_at_anything_but_an_object()
    {
        var root = Resolved.Object("a { \"b.c\" = 1, d = 2 }");
        root.Find("a.\"b.c\"").ShouldNotBeNull().AsInt32().ShouldBe(1);
        root.Find("a.b.c").ShouldBeNull();
        root.Find("a.d.e").ShouldBeNull();
        root.Find("x").ShouldBeNull();
    }

    [Fact]
    public void Getters_read_by_path()
    {
        var root = Resolved.Object("a { s = x, b = on, i = 1, l = 2, d = 1.5, t = 3s, p = 2w, z = 1K, l1 = [a, b], o { k = v } }");
        root.GetString("a.s").ShouldBe("x");
        root.GetBoolean("a.b").ShouldBeTrue();
        root.GetInt32("a.i").ShouldBe(1);
        root.GetInt64("a.l").ShouldBe(2);
        root.GetDouble("a.d").ShouldBe(1.5);
        root.GetDuration("a.t").ShouldBe(TimeSpan.FromSeconds(3));
        root.GetPeriod("a.p").ShouldBe(new HoconPeriod(0, 0, 14));
        root.GetSize("a.z").ShouldBe(1024);
        root.GetArray("a.l1").Count.ShouldBe(2);
        root.GetStrings("a.l1").ShouldBe(["a", "b"]);
        root.GetObject("a.o").GetString("k").ShouldBe("v");
        root.HasPath("a.o.k").ShouldBeTrue();
        root.HasPath("a.o.x").ShouldBeFalse();
    }

    [Theory]
    [InlineData("a = \"\\u0001\\uD800x\\\"\\\\\"", "{\"a\":\"\\u0001\\ud800x\\\"\\\\\"}")]
    [InlineData("a = \"\\ud83d\\ude00\"", "{\"a\":\"😀\"}")]
    [InlineData("a = [007, -00.5, 0, -0]", "{\"a\":[7,-0.5,0,-0]}")]
    [InlineData("a = \"\\r\\n\\t\"", "{\"a\":\"\\r\\n\\t\"}")]
    public void Values_render_as_valid_json(string text, string json)
    {
        Resolved.Json(text).ShouldBe(json);
        System.Text.Json.JsonDocument.Parse(json).Dispose();
    }

    [Fact]
    public void TreeSize_counts_a_shared_part_each_time() => Resolved.Object("a = [1, 2], b = ${a}").TreeSize.ShouldBe(7);

    [Fact]
    public void Paths_compare_by_their_segments_and_quote_what_needs_quotes()
    {
        var path = new HoconPath(["a", "b.c", "", "d-e_1", "x y"]);
        path.ToString().ShouldBe("a.\"b.c\".\"\".d-e_1.\"x y\"");
        HoconPath.Parse(path.ToString()).ShouldBe(path);
        HoconPath.Parse(path.ToString()).GetHashCode().ShouldBe(path.GetHashCode());
        path.ShouldNotBe(HoconPath.Parse("a"));
        Should.Throw<ArgumentException>(() => new HoconPath([]));
    }

    [Fact]
    public void The_process_environment_is_read_by_default()
    {
        HoconSettings.Default.Environment("PATH").ShouldBe(Environment.GetEnvironmentVariable("PATH"));
        HoconSettings.Default.Environment("FLEXCORE_HOCON_NO_SUCH_VARIABLE").ShouldBeNull();
    }
}
