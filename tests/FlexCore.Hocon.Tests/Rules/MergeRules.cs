using FlexCore.Hocon.Documents;
using Microsoft.Extensions.Configuration;
using FlexCore.Hocon.Configuration;

namespace FlexCore.Hocon.Tests.Rules;

/// <summary>Rules 21, 22 and 24: merging documents, properties, conventional files.</summary>
public sealed class MergeRules : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory] // Rule 21
    [InlineData("a = 1", "a = 2, b = 3", """{"a":1,"b":3}""")]
    [InlineData("a { x = 1 }", "a { y = 2 }", """{"a":{"y":2,"x":1}}""")]
    [InlineData("a = null", "a = 1", """{"a":null}""")]
    [InlineData("a = ${b}", "b = 1", """{"b":1,"a":1}""")]
    [InlineData("b = 2", "a = ${b}, b = 1", """{"a":2,"b":2}""")]
    [InlineData("a = ${a} [2]", "a = [1]", """{"a":[1,2]}""")]
    [InlineData("a += 2", "a += 1", """{"a":[1,2]}""")]
    [InlineData("a = ${?b}", "a = 1", """{"a":1}""")]
    [InlineData("a = 1", "a = ${missing}", """{"a":1}""")]
    public void A_fallback_counts_as_if_written_above_in_the_same_file(string text, string fallback, string json) =>
        HoconParser.Parse(text).WithFallback(HoconParser.Parse(fallback)).Resolve(Resolved.Settings()).ToJson().ShouldBe(json);

    [Theory] // Rule 21
    [InlineData("a { x = 1 }", "a = 42", "a { y = 2 }", """{"a":{"x":1}}""")]
    [InlineData("a { x = 1 }", "a { y = 2 }", "a = 42", """{"a":{"y":2,"x":1}}""")]
    [InlineData("a { x = 1 }", "a = [1]", "a { y = 2 }", """{"a":{"x":1}}""")]
    [InlineData("a { x = 1 }", "a = null", "a { y = 2 }", """{"a":{"x":1}}""")]
    [InlineData("a { x = 1 }", "a = ${?n}", "a { y = 2 }", """{"a":{"y":2,"x":1}}""")]
    public void Merging_is_pairwise_and_associative_so_a_value_between_objects_hides_the_lower(string first, string second, string third, string json)
    {
        var (a, b, c) = (HoconParser.Parse(first), HoconParser.Parse(second), HoconParser.Parse(third));
        a.WithFallback(b).WithFallback(c).Resolve(Resolved.Settings()).ToJson().ShouldBe(json);
        a.WithFallback(b.WithFallback(c)).Resolve(Resolved.Settings()).ToJson().ShouldBe(json);
    }

    [Fact] // Rule 21
    public void Merging_changes_neither_document()
    {
        var (a, b) = (HoconParser.Parse("o { x = 1 }"), HoconParser.Parse("o { y = 2 }"));
        a.WithFallback(b);
        b.WithFallback(a);
        a.Resolve().ToJson().ShouldBe("""{"o":{"x":1}}""");
        b.Resolve().ToJson().ShouldBe("""{"o":{"y":2}}""");
    }

    [Fact] // Rule 21
    public void A_resolved_fallback_keeps_its_own_substitutions()
    {
        var reference = HoconParser.Parse("name = ref, greeting = hi ${name}").Resolve();
        HoconParser.Parse("name = app").WithFallback(HoconDocument.Of(reference)).Resolve().ToJson().ShouldBe("""{"name":"app","greeting":"hi ref"}""");
    }

    [Fact] // Rule 21
    public void A_document_resolves_with_the_settings_it_was_parsed_with_unless_told_otherwise()
    {
        var document = HoconParser.Parse("a = ${X}", Resolved.Settings(("X", "parsed")));
        document.Resolve().GetString("a").ShouldBe("parsed");
        document.WithFallback(HoconParser.Parse("b = 1", Resolved.Settings(("X", "fallback")))).Resolve().GetString("a").ShouldBe("parsed");
        HoconDocument.Empty.WithFallback(document).Resolve().GetString("a").ShouldBe("parsed");
        document.Resolve(Resolved.Settings(("X", "told"))).GetString("a").ShouldBe("told");
    }

    [Fact] // Rule 21
    public void The_empty_document_is_neutral()
    {
        var document = HoconParser.Parse("a = 1");
        document.WithFallback(HoconDocument.Empty).Resolve().ToJson().ShouldBe("""{"a":1}""");
        HoconDocument.Empty.WithFallback(document).Resolve().ToJson().ShouldBe("""{"a":1}""");
    }

    [Theory] // Rule 22
    [InlineData("a.b=1", """{"a":{"b":"1"}}""")]
    [InlineData("a=hello\na.b=world", """{"a":{"b":"world"}}""")]
    [InlineData("a.b=world\na=hello", """{"a":{"b":"world"}}""")]
    [InlineData(".=x", """{"":{"":"x"}}""")]
    [InlineData("a.=x", """{"a":{"":"x"}}""")]
    [InlineData("# c\n! d\n\n a : 1 ", """{"a":"1 "}""")]
    [InlineData("a b c", """{"a":"b c"}""")]
    [InlineData("a", """{"a":""}""")]
    [InlineData("a = one\\\n   two", """{"a":"onetwo"}""")]
    [InlineData("a\\ b\\=c=\\t\\u0041\\q", """{"a b=c":"\tAq"}""")]
    [InlineData("a=true\nb=${a}", """{"a":"true","b":"${a}"}""")]
    [InlineData("a=1\r\nb=2\rc=3", """{"a":"1","b":"2","c":"3"}""")]
    [InlineData("a=1\na=2", """{"a":"2"}""")]
    public void Properties_split_keys_on_dots_and_hold_only_strings(string properties, string json) =>
        HoconParser.ParseFile(_folder.Write("p.properties", properties)).Resolve().ToJson().ShouldBe(json);

    [Fact] // Rule 22
    public void Properties_make_arrays_of_numbered_keys_on_demand() =>
        HoconParser.ParseFile(_folder.Write("p.properties", "l.1=b\nl.0=a")).Resolve().GetStrings("l").ShouldBe(["a", "b"]);

    [Fact] // Rule 22
    public void A_broken_unicode_escape_names_its_line() =>
        Should.Throw<HoconException>(() => HoconParser.ParseFile(_folder.Write("p.properties", "a=1\nb=\\u12"))).Origin.Line.ShouldBe(2);

    [Fact] // Rule 24
    public void Embedded_references_are_the_fallback_of_the_application_and_resolve_by_themselves()
    {
        var settings = Resolved.Settings() with { ResourceAssemblies = [typeof(MergeRules).Assembly] };
        var path = _folder.Write("application.conf", "app { name = mine, title = ${app.greeting}! ${limits.rows} }".Replace("!", "\"!\"", StringComparison.Ordinal));
        var configuration = new ConfigurationBuilder()
            .AddHocon(source =>
            {
                source.Path = path;
                source.Settings = settings;
                source.Fallback = HoconParser.ParseReference(settings);
            })
            .AddInMemoryCollection([KeyValuePair.Create("app:timeout", (string?)"3s")])
            .Build();
        configuration["app:name"].ShouldBe("mine");
        configuration["app:greeting"].ShouldBe("hello default");
        configuration["app:title"].ShouldBe("hello default! 100");
        configuration["app:timeout"].ShouldBe("3s");
    }

    [Fact] // Rule 24
    public void A_reference_that_no_assembly_embeds_is_an_error() =>
        Should.Throw<HoconException>(() => HoconParser.ParseReference(Resolved.Settings())).Problem.ShouldContain(nameof(HoconSettings.ResourceAssemblies));
}
