using System.Text.Json;
using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Tests.Commands;

public sealed class ConfigCommandTests : IDisposable
{
    private readonly CliHarness _cli = new();
    private readonly string _file;

    public ConfigCommandTests()
    {
        _file = _cli.Write("my.conf", "flexcore.journal.shard-count = 64\n");
    }

    [Fact]
    public async Task Render_lists_value_and_place()
    {
        await _cli.ShouldExitAsync(ExitCode.Success, "config", "render", "--config", _file);

        _cli.Out.ShouldStartWith("KEY ");
        _cli.Out.ShouldContain($"{_file}:1\n");
        _cli.Out.ShouldContain("reference.conf:");
    }

    [Fact]
    public async Task Render_can_leave_the_defaults_out()
    {
        await _cli.ShouldExitAsync(ExitCode.Success, "config", "render", "--changed", "--config", _file, "-o", "json");

        using var settings = JsonDocument.Parse(_cli.Out);
        var setting = settings.RootElement.EnumerateArray().ShouldHaveSingleItem();
        setting.GetProperty("key").GetString().ShouldBe("flexcore.journal.shard-count");
        setting.GetProperty("value").GetString().ShouldBe("64");
        setting.GetProperty("isDefault").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Get_prints_the_bare_value()
    {
        await _cli.ShouldExitAsync(ExitCode.Success, "config", "get", "flexcore.journal.shard-count", "--config", _file);

        _cli.Out.ShouldBe("64\n");
    }

    [Fact]
    public async Task Get_as_json_says_where_it_was_set()
    {
        await _cli.ShouldExitAsync(ExitCode.Success, "config", "get", "flexcore.journal.shard-count", "--config", _file, "--output", "json");

        using var setting = JsonDocument.Parse(_cli.Out);
        setting.RootElement.GetProperty("origin").GetString().ShouldBe($"{_file}:1");
    }

    [Theory]
    [InlineData("flexcore.journal.shard-cuont", "Did you mean 'flexcore.journal.shard-count'?")]
    [InlineData("flexcore.cli", "It is a section; its settings are: flexcore.cli.progress-interval")]
    [InlineData("x", "lists all settings")]
    public async Task Get_of_an_unknown_key_helps(string key, string message)
    {
        await _cli.ShouldExitAsync(ExitCode.InvalidConfiguration, "config", "get", key, "--config", _file);

        _cli.Error.ShouldContain(message);
        _cli.Out.ShouldBeEmpty();
    }

    [Fact]
    public async Task Lint_finds_nothing_wrong()
    {
        await _cli.ShouldExitAsync(ExitCode.Success, "config", "lint", "--config", _file);

        _cli.Out.ShouldBe("no mistakes\n");
    }

    [Fact]
    public async Task Lint_shows_the_line_with_a_caret()
    {
        _cli.Write("my.conf", "flexcore.journal.shrad-count = 64\n");
        await _cli.ShouldExitAsync(ExitCode.InvalidConfiguration, "config", "lint", "--config", _file);

        _cli.Out.ShouldContain("  1 | flexcore.journal.shrad-count = 64\n    |                                ^\n");
        _cli.Out.ShouldEndWith("1 mistake\n");
    }

    [Fact]
    public async Task Lint_as_json_lists_the_findings()
    {
        _cli.Write("my.conf", "flexcore.journal.shrad-count = 64\nflexcore.journal.shard-count = -1\n");
        await _cli.ShouldExitAsync(ExitCode.InvalidConfiguration, "config", "lint", "--config", _file, "-o", "json");

        using var report = JsonDocument.Parse(_cli.Out);
        report.RootElement.GetProperty("valid").GetBoolean().ShouldBeFalse();
        report.RootElement.GetProperty("findings").GetArrayLength().ShouldBe(2);
    }

    [Theory]
    [InlineData("render")]
    [InlineData("lint")]
    [InlineData("get flexcore.x")]
    public async Task A_named_file_that_is_not_there_is_an_error(string verb)
    {
        await _cli.ShouldExitAsync(ExitCode.InvalidConfiguration, ["config", .. verb.Split(' '), "--config", _cli.PathOf("none.conf")]);

        _cli.Error.ShouldContain("does not exist. Check --config.");
    }

    public void Dispose() => _cli.Dispose();
}
