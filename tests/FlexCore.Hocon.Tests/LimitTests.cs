using FlexCore.Hocon.Documents;

namespace FlexCore.Hocon.Tests;

public sealed class LimitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static HoconException Exceeded(string text, HoconLimits limits)
    {
        var settings = Resolved.Settings() with { Limits = limits };
        var failure = Should.Throw<HoconException>(() => HoconParser.Parse(text, settings).Resolve(settings));
        failure.Kind.ShouldBe(HoconErrorKind.Limit);
        return failure;
    }

    private static HoconException ExceededByFile(string path, HoconLimits limits)
    {
        var settings = Resolved.Settings() with { Limits = limits };
        var failure = Should.Throw<HoconException>(() => HoconParser.ParseFile(path, settings));
        failure.Kind.ShouldBe(HoconErrorKind.Limit);
        return failure;
    }

    [Theory]
    [InlineData("a = [[[[1]]]]")]
    [InlineData("a { b { c { d { e = 1 } } } }")]
    [InlineData("a.b.c.d.e = 1")]
    [InlineData("a { b.c { d = [1] } }")]
    public void Nesting_is_bounded_and_every_path_segment_counts(string text)
    {
        Exceeded(text, new HoconLimits { NestingDepthMax = 3 }).Problem.ShouldContain(nameof(HoconLimits.NestingDepthMax));
        HoconParser.Parse(text, Resolved.Settings() with { Limits = new HoconLimits { NestingDepthMax = 5 } });
    }

    [Theory]
    [InlineData("a.b.c = 1\n")]
    [InlineData("a { b = 1 }\n")]
    [InlineData("a = [[1]]\n")]
    [InlineData("a += [1]\n")]
    public void Siblings_do_not_add_to_the_depth(string line) =>
        HoconParser.Parse(string.Concat(Enumerable.Repeat(line, 50)), Resolved.Settings() with { Limits = new HoconLimits { NestingDepthMax = 4 } });

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public void A_million_open_brackets_do_not_exhaust_the_stack(char bracket)
    {
        var text = bracket == '[' ? "a = " + new string('[', 1_000_000) : string.Concat(Enumerable.Repeat("a {", 1_000_000));
        Exceeded(text, new HoconLimits());
    }

    [Fact]
    public void A_key_of_a_million_segments_does_not_exhaust_the_stack() =>
        Exceeded(string.Join('.', Enumerable.Repeat("a", 1_000_000)) + " = 1", new HoconLimits());

    [Theory]
    [InlineData("deep.json", """{"a":{"b":{"c":{"d":1}}}}""", HoconErrorKind.Syntax)]
    [InlineData("deep.properties", "a.b.c.d.e.f=1", HoconErrorKind.Limit)]
    public void Nesting_is_bounded_in_every_format(string name, string content, HoconErrorKind kind)
    {
        var settings = Resolved.Settings() with { Limits = new HoconLimits { NestingDepthMax = 3 } };
        Should.Throw<HoconException>(() => HoconParser.ParseFile(_folder.Write(name, content), settings)).Kind.ShouldBe(kind);
    }

    [Fact]
    public void Include_depth_is_bounded()
    {
        for (var i = 0; i < 5; i++)
        {
            _folder.Write($"f{i}.conf", $"include \"f{i + 1}.conf\"");
        }

        ExceededByFile(Path.Combine(_folder.Root, "f0.conf"), new HoconLimits { IncludeDepthMax = 3 })
            .Problem.ShouldContain(nameof(HoconLimits.IncludeDepthMax));
    }

    [Fact]
    public void The_number_of_files_is_bounded()
    {
        _folder.Write("one.conf", "a = 1");
        var path = _folder.Write("main.conf", string.Concat(Enumerable.Repeat("include \"one.conf\"\n", 5)));
        ExceededByFile(path, new HoconLimits { FileCountMax = 5 }).Problem.ShouldContain(nameof(HoconLimits.FileCountMax));
        HoconParser.ParseFile(path, Resolved.Settings() with { Limits = new HoconLimits { FileCountMax = 6 } });
    }

    [Fact]
    public void The_bytes_of_all_files_together_are_bounded()
    {
        _folder.Write("one.conf", new string('#', 60));
        var path = _folder.Write("main.conf", "include \"one.conf\"\ninclude \"one.conf\"");
        ExceededByFile(path, new HoconLimits { TotalBytesMax = 150 }).Problem.ShouldContain(nameof(HoconLimits.TotalBytesMax));
        Exceeded(new string('#', 200), new HoconLimits { TotalBytesMax = 150 });
    }

    [Fact]
    public void An_endless_file_is_read_no_further_than_the_bound()
    {
        var path = Path.Combine(_folder.Root, "endless.conf");
        File.CreateSymbolicLink(path, "/dev/zero");
        ExceededByFile(path, new HoconLimits { TotalBytesMax = 1_000 });
    }

    [Fact]
    public void Arrays_that_double_again_and_again_are_stopped()
    {
        var text = "a0 = [x]\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"a{i} = ${{a{i - 1}}} ${{a{i - 1}}}\n"));
        Exceeded(text, new HoconLimits()).Problem.ShouldContain(nameof(HoconLimits.ValueCountMax));
    }

    [Fact]
    public void Objects_that_refer_to_one_object_many_times_are_counted_each_time()
    {
        var text = "a0 { x = 1 }\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"a{i} {{ l = ${{a{i - 1}}}, r = ${{a{i - 1}}} }}\n"));
        Exceeded(text, new HoconLimits()).Problem.ShouldContain(nameof(HoconLimits.ValueCountMax));
    }

    [Fact]
    public void Strings_that_double_again_and_again_are_stopped()
    {
        var text = "a0 = x\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"a{i} = ${{a{i - 1}}}${{a{i - 1}}}\n"));
        Exceeded(text, new HoconLimits()).Problem.ShouldContain(nameof(HoconLimits.ExpandedTextMax));
    }

    [Fact]
    public void A_long_chain_of_substitutions_is_stopped_before_the_stack_ends()
    {
        var text = string.Concat(Enumerable.Range(0, 3_000).Select(i => $"a{i} = ${{a{i + 1}}}\n")) + "a3000 = 1";
        Exceeded(text, new HoconLimits()).Problem.ShouldContain(nameof(HoconLimits.ResolveDepthMax));
    }

    [Fact]
    public void A_chain_within_the_bound_resolves()
    {
        var text = string.Concat(Enumerable.Range(0, 400).Select(i => $"a{i} = ${{a{i + 1}}}\n")) + "a400 = 1";
        Resolved.Object(text).GetInt32("a0").ShouldBe(1);
    }

    [Fact]
    public void A_list_built_line_by_line_may_be_long()
    {
        var text = string.Concat(Enumerable.Range(0, 5_000).Select(i => $"l += {i}\n")) + "m = ${l}";
        Resolved.Object(text).GetArray("m").Count.ShouldBe(5_000);
    }

    [Fact]
    public void A_value_of_many_parts_takes_time_in_proportion()
    {
        var parts = string.Concat(Enumerable.Repeat("${o}{}", 20_000));
        Resolved.Object($"o {{ x = 1 }}, a = {parts}").GetInt32("a.x").ShouldBe(1);
        var lists = string.Concat(Enumerable.Repeat("${l}[2]", 20_000));
        Resolved.Object($"l = [1], a = {lists}").GetArray("a").Count.ShouldBe(40_000);
    }

    [Fact]
    public void Values_without_substitutions_are_counted_too() =>
        Exceeded("a = [1,2,3,4,5,6,7,8,9]", new HoconLimits { ValueCountMax = 9 });

    [Fact]
    public void A_list_from_the_environment_is_bounded()
    {
        var settings = new HoconSettings { Environment = _ => "x", Limits = new HoconLimits { EnvironmentListMax = 10 } };
        var failure = Should.Throw<HoconException>(() => HoconParser.Parse("a = ${X[]}").Resolve(settings));
        failure.Problem.ShouldContain(nameof(HoconLimits.EnvironmentListMax));
    }

    [Fact]
    public void Objects_that_all_refer_to_each_other_stop_at_a_bound()
    {
        var all = string.Join(", ", Enumerable.Range(0, 40).Select(i => $"r{i} = ${{?o{i}}}"));
        var text = string.Concat(Enumerable.Range(0, 40).Select(i => $"o{i} {{ {all} }}\n"));
        Exceeded(text, new HoconLimits { ValueCountMax = 20_000 }).Problem.ShouldContain(nameof(HoconLimits.ValueCountMax));
    }
}
