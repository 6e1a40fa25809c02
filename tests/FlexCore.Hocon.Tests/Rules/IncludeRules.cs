using FlexCore.Hocon.Documents;

namespace FlexCore.Hocon.Tests.Rules;

/// <summary>Rule 17: includes.</summary>
public sealed class IncludeRules : IDisposable
{
    private static readonly HoconSettings Settings = Resolved.Settings(("X", "from-environment"));
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("include \"b.conf\"", """{"x":1}""")]
    [InlineData("include\n\n  \"b.conf\"", """{"x":1}""")]
    [InlineData("include file(\"b.conf\")", """{"x":1}""")]
    [InlineData("include file( \"b.conf\" )", """{"x":1}""")]
    [InlineData("include required(\"b.conf\")", """{"x":1}""")]
    [InlineData("include required( file(\n\"b.conf\" ) )", """{"x":1}""")]
    [InlineData("include \"b\"", """{"x":1}""")]
    [InlineData("include \"missing.conf\"", "{}")]
    [InlineData("include \"missing\"", "{}")]
    [InlineData("include file(\"missing.conf\")", "{}")]
    [InlineData("a = 1, include \"b.conf\", c = 2", """{"a":1,"x":1,"c":2}""")]
    [InlineData("include \"b.conf\"\ninclude \"c.conf\"", """{"x":1,"y":2}""")]
    [InlineData("a { include \"b.conf\" }", """{"a":{"x":1}}""")]
    [InlineData("a.b { include \"b.conf\" }", """{"a":{"b":{"x":1}}}""")]
    [InlineData("x = 0\ninclude \"b.conf\"", """{"x":1}""")]
    [InlineData("include \"b.conf\"\nx = 0", """{"x":0}""")]
    [InlineData("l = [{ include \"b.conf\" }]", """{"l":[{"x":1}]}""")]
    [InlineData("a = ${x}, include \"b.conf\"", """{"a":1,"x":1}""")]
    public void An_include_stands_for_the_fields_of_the_named_file(string text, string json)
    {
        _folder.Write("b.conf", "x = 1");
        _folder.Write("c.conf", "y = 2");
        Load(text).ShouldBe(json);
    }

    [Fact]
    public void Names_are_relative_to_the_including_file_not_to_the_process()
    {
        _folder.Write("sub/b.conf", "include \"deep/c.conf\"\ninclude file(\"../top.conf\")");
        _folder.Write("sub/deep/c.conf", "c = 1");
        _folder.Write("top.conf", "t = 2");
        Load("include \"sub/b.conf\"").ShouldBe("""{"c":1,"t":2}""");
    }

    [Fact]
    public void An_absolute_name_and_a_file_url_are_taken_as_they_are()
    {
        var path = _folder.Write("abs.conf", "x = 1");
        Load($"include \"{path}\"").ShouldBe("""{"x":1}""");
        Load($"include \"{new Uri(path).AbsoluteUri}\"").ShouldBe("""{"x":1}""");
    }

    [Fact]
    public void A_name_without_extension_merges_properties_then_json_then_conf()
    {
        _folder.Write("all.properties", "p=p\nshared=from-properties\nobject.p=1");
        _folder.Write("all.json", """{ "j": "j", "shared": "from-json", "object": { "j": 2 } }""");
        _folder.Write("all.conf", "c = c, shared = from-conf, object { c = 3 }");
        Load("include \"all\"").ShouldBe("""{"p":"p","shared":"from-conf","object":{"p":"1","j":2,"c":3},"j":"j","c":"c"}""");
        Load("include \"all.json\"").ShouldBe("""{"j":"j","shared":"from-json","object":{"j":2}}""");
    }

    [Theory]
    [InlineData("a { include \"b.conf\" }", """{"a":{"x":10,"y":10}}""")]
    [InlineData("a { include \"b.conf\" }, a { x = 42 }", """{"a":{"x":42,"y":42}}""")]
    [InlineData("a { include \"b.conf\" }, x = 7", """{"a":{"x":10,"y":10},"x":7}""")]
    [InlineData("a.b { include \"b.conf\" }", """{"a":{"b":{"x":10,"y":10}}}""")]
    public void Substitutions_are_relocated_to_the_place_of_the_include(string text, string json)
    {
        _folder.Write("b.conf", "x = 10, y = ${x}");
        Load(text).ShouldBe(json);
    }

    [Fact]
    public void Substitutions_are_tried_at_the_root_when_the_relocated_path_is_undefined()
    {
        _folder.Write("b.conf", "y = ${r}, e = ${X}, m = ${?nowhere}");
        Load("r = root, a { include \"b.conf\" }").ShouldBe("""{"r":"root","a":{"y":"root","e":"from-environment"}}""");
    }

    [Fact]
    public void Relocation_adds_up_over_nested_includes()
    {
        _folder.Write("b.conf", "b { include \"c.conf\" }");
        _folder.Write("c.conf", "x = 1, y = ${x}, l += ${x}, l += 2");
        Load("a { include \"b.conf\" }").ShouldBe("""{"a":{"b":{"x":1,"y":1,"l":[1,2]}}}""");
    }

    [Theory]
    [InlineData("include required(\"missing.conf\")", HoconErrorKind.Include)]
    [InlineData("include required(file(\"missing\"))", HoconErrorKind.Include)]
    [InlineData("include \"array.conf\"", HoconErrorKind.WrongType)]
    [InlineData("include \"array.json\"", HoconErrorKind.WrongType)]
    [InlineData("include \"bad.conf\"", HoconErrorKind.Syntax)]
    [InlineData("include \"bad.json\"", HoconErrorKind.Syntax)]
    [InlineData("include \"comment.json\"", HoconErrorKind.Syntax)]
    [InlineData("include url(\"http://localhost/x.conf\")", HoconErrorKind.Include)]
    [InlineData("include \"https://localhost/x.conf\"", HoconErrorKind.Include)]
    [InlineData("include classpath(\"x.conf\")", HoconErrorKind.Include)]
    [InlineData("l = [{ include \"subst.conf\" }]", HoconErrorKind.Include)]
    [InlineData("include \"self.conf\"", HoconErrorKind.Include)]
    [InlineData("include \"folder.conf\"", HoconErrorKind.Include)]
    public void An_include_that_cannot_be_used_is_an_error(string text, HoconErrorKind kind)
    {
        _folder.Write("array.conf", "[1]");
        _folder.Write("array.json", "[1]");
        _folder.Write("bad.conf", "a = \n ]");
        _folder.Write("bad.json", "{ \"a\": 1,\n }");
        _folder.Write("comment.json", "# not json\n{}");
        _folder.Write("subst.conf", "a = 1, b = ${a}");
        _folder.Write("self.conf", "include \"self.conf\"");
        Directory.CreateDirectory(Path.Combine(_folder.Root, "folder.conf"));
        Should.Throw<HoconException>(() => Load(text)).Kind.ShouldBe(kind);
    }

    [Theory]
    [InlineData("include = 1")]
    [InlineData("include : 1")]
    [InlineData("include += 1")]
    [InlineData("include { a = 1 }")]
    [InlineData("include.foo = 1")]
    [InlineData("include foo.conf")]
    [InlineData("include\nfoo.conf")]
    [InlineData("include ${a}")]
    [InlineData("include [1]")]
    [InlineData("include \"a\" \"b\"")]
    [InlineData("include \"a\".conf")]
    [InlineData("include file (\"a\")")]
    [InlineData("include file(a)")]
    [InlineData("include file(\"a\"")]
    [InlineData("include file(\"a\"))")]
    [InlineData("include file(\"a\" \"b\")")]
    [InlineData("include package(\"a\")")]
    [InlineData("include required(required(\"a\"))")]
    [InlineData("include file(required(\"a\"))")]
    [InlineData("include")]
    public void The_argument_of_include_is_one_quoted_string(string text) =>
        Should.Throw<HoconException>(() => Load(text)).Kind.ShouldBe(HoconErrorKind.Syntax);

    [Fact]
    public void An_error_inside_an_included_file_names_that_file()
    {
        var path = _folder.Write("bad.conf", "ok = 1\nbroken = [1,,2]");
        Should.Throw<HoconException>(() => Load("a = 1\ninclude \"bad\"")).Origin.ShouldBe(new HoconOrigin(path, 2, 13));
    }

    [Fact]
    public void A_circle_of_includes_is_reported_with_its_chain()
    {
        _folder.Write("b.conf", "include \"c.conf\"");
        _folder.Write("c.conf", "include \"b.conf\"");
        Should.Throw<HoconException>(() => Load("include \"b.conf\"")).Problem.ShouldContain("b.conf → ");
    }

    [Fact]
    public void The_same_file_may_be_included_twice()
    {
        _folder.Write("b.conf", "x = 1, y = ${x}");
        Load("a { include \"b.conf\" }, c { include \"b.conf\" }").ShouldBe("""{"a":{"x":1,"y":1},"c":{"x":1,"y":1}}""");
    }

    [Fact]
    public void A_relative_include_in_a_text_needs_a_base_directory()
    {
        _folder.Write("b.conf", "x = 1");
        Resolved.Failure("include \"b.conf\"").Problem.ShouldContain(nameof(HoconSettings.BaseDirectory));
        HoconParser.Parse("include \"b.conf\"", Settings with { BaseDirectory = _folder.Root }).Resolve(Settings).ToJson().ShouldBe("""{"x":1}""");
    }

    [Fact]
    public void A_url_is_read_only_through_the_reader_the_program_supplies()
    {
        var pages = new Dictionary<string, string> { ["http://conf.test/dir/a.conf"] = "include \"b.conf\"", ["http://conf.test/dir/b.conf"] = "x = 1" };
        var settings = Settings with { UrlReader = url => pages.GetValueOrDefault(url.AbsoluteUri) };
        HoconParser.Parse("include url(\"http://conf.test/dir/a.conf\")", settings).Resolve(settings).ToJson().ShouldBe("""{"x":1}""");
        HoconParser.Parse("include \"http://conf.test/none.conf\"", settings).Resolve(settings).ToJson().ShouldBe("{}");
        Should.Throw<HoconException>(() => HoconParser.Parse("include required(url(\"http://conf.test/none.conf\"))", settings)).Kind.ShouldBe(HoconErrorKind.Include);
    }

    [Theory]
    [InlineData("include file(\"/etc/hostname.conf\")")]
    [InlineData("include \"file:///etc/hostname.conf\"")]
    [InlineData("include url(\"file:///etc/hostname.conf\")")]
    public void A_document_from_a_url_cannot_read_local_files(string page)
    {
        var settings = Settings with { BaseDirectory = _folder.Root, UrlReader = _ => page };
        Should.Throw<HoconException>(() => HoconParser.Parse("include url(\"http://conf.test/a.conf\")", settings)).Problem.ShouldContain("must not read");
    }

    [Fact]
    public void A_file_url_is_a_file_in_every_form()
    {
        var url = new Uri(_folder.Write("b.conf", "x = 1")).AbsoluteUri;
        Load($"include url(\"{url}\")").ShouldBe("""{"x":1}""");
    }

    [Fact]
    public void Classpath_means_the_embedded_resources_of_the_configured_assemblies()
    {
        var settings = Settings with { ResourceAssemblies = [typeof(IncludeRules).Assembly] };
        HoconParser.Parse("include classpath(\"Resources/shared/limits.conf\")", settings).Resolve(settings).GetInt32("limits.rows").ShouldBe(100);
        HoconParser.Parse("include classpath(\"/Resources/shared/limits\")", settings).Resolve(settings).GetInt32("limits.doubled").ShouldBe(10000);
        HoconParser.Parse("include classpath(\"nothing.conf\")", settings).Resolve(settings).ToJson().ShouldBe("{}");
        Should.Throw<HoconException>(() => HoconParser.Parse("include required(classpath(\"nothing.conf\"))", settings)).Kind.ShouldBe(HoconErrorKind.Include);
    }

    [Fact]
    public void A_name_that_is_no_file_falls_back_to_a_resource()
    {
        var settings = Settings with { ResourceAssemblies = [typeof(IncludeRules).Assembly] };
        HoconParser.Parse("include \"Resources/shared/limits\"", settings).Resolve(settings).GetInt32("limits.rows").ShouldBe(100);
    }

    [Fact]
    public void A_document_names_every_file_that_can_change_it()
    {
        _folder.Write("b.conf", "");
        var main = _folder.Write("main.conf", "include \"b.conf\"\ninclude \"absent.conf\"");
        HoconParser.ParseFile(main).Files.Select(Path.GetFileName).ShouldBe(["main.conf", "b.conf", "absent.conf"]);
    }

    private string Load(string text) => HoconParser.ParseFile(_folder.Write("main.conf", text), Settings).Resolve(Settings).ToJson();
}
