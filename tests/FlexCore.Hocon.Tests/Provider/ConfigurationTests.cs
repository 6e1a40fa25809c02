using FlexCore.Hocon.Configuration;
using Microsoft.Extensions.Configuration;

namespace FlexCore.Hocon.Tests.Provider;

public sealed class ConfigurationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static IConfigurationRoot FromText(string text) => new ConfigurationBuilder().AddHoconText(text).Build();

    [Theory]
    [InlineData("a.b.c = 1", "a:b:c", "1")]
    [InlineData("a { b = [x, y] }", "a:b:1", "y")]
    [InlineData("a = [{ n = 1 }, { n = 2 }]", "a:1:n", "2")]
    [InlineData("a.\"b.c\".d = 1", "a:b.c:d", "1")]
    [InlineData("a = 1.50", "a", "1.50")]
    [InlineData("a = true", "a", "true")]
    [InlineData("a = 10s", "A", "10s")]
    [InlineData("a = \"\"", "a", "")]
    public void Values_are_found_under_keys_joined_by_colons(string text, string key, string value) => FromText(text)[key].ShouldBe(value);

    [Theory]
    [InlineData("a = null")]
    [InlineData("a = {}")]
    [InlineData("a = []")]
    [InlineData("a = ${?b}")]
    public void Null_empty_and_undefined_values_have_no_key(string text)
    {
        FromText(text).AsEnumerable().ShouldBeEmpty();
        FromText(text).GetSection("a").Exists().ShouldBeFalse();
    }

    [Fact]
    public void Arrays_bind_to_lists_and_objects_to_classes()
    {
        var bound = FromText("server { host = h, ports = [1, 2] }").GetSection("server").Get<Server>().ShouldNotBeNull();
        bound.Host.ShouldBe("h");
        bound.Ports.ShouldBe([1, 2]);
    }

    [Fact]
    public void Later_sources_win_key_by_key()
    {
        var configuration = new ConfigurationBuilder().AddHoconText("a = 1, b = 1").AddHoconText("b = 2").Build();
        (configuration["a"], configuration["b"]).ShouldBe(("1", "2"));
    }

    [Fact]
    public void Names_that_differ_only_in_case_are_refused_with_both_places()
    {
        var failure = Should.Throw<HoconException>(() => FromText("a = 1\nA = 2"));
        failure.Origin.Line.ShouldBe(2);
        failure.Problem.ShouldContain("text:1:5");
    }

    [Fact]
    public void A_missing_file_is_an_error_unless_optional()
    {
        var path = Path.Combine(_folder.Root, "absent.conf");
        Should.Throw<HoconException>(() => new ConfigurationBuilder().AddHoconFile(path).Build()).Problem.ShouldContain(path);
        new ConfigurationBuilder().AddHoconFile(path, optional: true).Build().AsEnumerable().ShouldBeEmpty();
    }

    [Fact]
    public void A_broken_file_reports_file_line_and_column()
    {
        var path = _folder.Write("broken.conf", "a = 1\nb = [");
        Should.Throw<HoconException>(() => new ConfigurationBuilder().AddHoconFile(path).Build()).Message.ShouldStartWith($"{path}:2:6: ");
    }

    [Fact]
    public void A_stream_is_read_once_and_left_open()
    {
        using var stream = new MemoryStream("a = 1"u8.ToArray());
        var configuration = new ConfigurationBuilder().AddHoconStream(stream).Build();
        configuration["a"].ShouldBe("1");
        configuration.Reload();
        configuration["a"].ShouldBe("1");
        stream.CanRead.ShouldBeTrue();
    }

    [Fact]
    public void A_relative_path_is_taken_from_the_base_directory()
    {
        _folder.Write("app.conf", "a = 1");
        var configuration = new ConfigurationBuilder()
            .AddHocon(source =>
            {
                source.Path = "app.conf";
                source.Settings = Resolved.Settings() with { BaseDirectory = _folder.Root };
            })
            .Build();
        configuration["a"].ShouldBe("1");
    }

    [Fact]
    public void A_source_has_either_a_path_or_a_text() =>
        Should.Throw<ArgumentException>(() => new ConfigurationBuilder().AddHocon(_ => { }).Build());

    [Fact]
    public void The_origin_of_every_key_is_known_and_the_debug_view_names_the_provider()
    {
        var path = _folder.Write("app.conf", "a = 1\nb { c = 2 }");
        var configuration = new ConfigurationBuilder().AddHoconFile(path).Build();
        var provider = configuration.Providers.OfType<HoconConfigurationProvider>().Single();
        provider.TryGetOrigin("B:C", out var origin).ShouldBeTrue();
        origin.ShouldBe(new HoconOrigin(path, 2, 9));
        provider.TryGetOrigin("b", out _).ShouldBeFalse();
        configuration.GetDebugView().ShouldContain($"a=1 (HoconConfigurationProvider for '{path}' (required))");
    }

    private sealed class Server
    {
        public string Host { get; set; } = "";

        public List<int> Ports { get; } = [];
    }
}
