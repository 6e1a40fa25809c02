using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Tests.Configuration;

public sealed class SettingPlacesTests : IDisposable
{
    private const string Pipeline = "name: p\nsource: { file: { path: in.ndjson } }\nsteps: [ { parse: json } ]\nsink: { stdout: {} }\n";

    private readonly CliHarness _cli = new();

    [Theory]
    [InlineData("flexcore.node {\n  port = abc\n}\n", 2, 10, "The setting 'flexcore.node.port' is 'abc'")]
    [InlineData("flexcore.node.port = 70000\n", 1, 22, "flexcore.node.port")]
    [InlineData("\n\nflexcore { journal { wal-bytes = 3 } }\n", 3, 34, "flexcore.journal.wal-bytes = 3 is out of range")]
    [InlineData("flexcore.metrics.series-max = -1\n", 1, 31, "flexcore.metrics.series-max")]
    [InlineData("flexcore.node.prot = 1\n", 1, 22, "There is no setting 'flexcore.node.prot'")]
    public async Task A_node_that_cannot_start_names_file_line_and_column(string text, int line, int column, string message)
    {
        var file = _cli.Write("bad.conf", text);

        await _cli.ShouldExitAsync(ExitCode.InvalidConfiguration, "start", "--config", file, "--data", _cli.PathOf("data"));

        _cli.Error.ShouldStartWith($"flexcore: invalid-configuration: {file}:{line}:{column}: ");
        _cli.Error.ShouldContain(message);
    }

    [Fact]
    public async Task A_flag_is_named_before_the_file_that_it_overrides()
    {
        var file = _cli.Write("fine.conf", "flexcore.node.port = 8099\n");

        await _cli.ShouldExitAsync(ExitCode.InvalidConfiguration, "start", "--config", file, "--set", "flexcore.node.port=abc");

        _cli.Error.ShouldStartWith("flexcore: invalid-configuration: --set flexcore.node.port: The setting 'flexcore.node.port' is 'abc'");
    }

    [Theory]
    [InlineData("run", "flexcore.cli.progress-interval = 1ms", "flexcore.cli.progress-interval is 1 ms")]
    [InlineData("run", "flexcore.actors.system.ask-timeout = soon", "which is not a duration")]
    [InlineData("run", "flexcore.journal.shard-count = 0", "out of range")]
    [InlineData("test", "flexcore.streams.chunk-size = many", "which is not a whole number")]
    public async Task Commands_that_run_pipelines_name_the_place_too(string command, string line, string message)
    {
        var file = _cli.Write("bad.conf", $"# mine\n{line}\n");
        _cli.Write("in.ndjson", "{}\n");
        var pipeline = _cli.Write("p.yaml", Pipeline + "tests:\n  - name: a\n    input: [{}]\n    output: [{}]\n");

        await _cli.ShouldExitAsync(ExitCode.InvalidConfiguration, command, pipeline, "--config", file);

        _cli.Error.ShouldContain($"{file}:2:{line.IndexOf('=', StringComparison.Ordinal) + 3}: ");
        _cli.Error.ShouldContain(message);
    }

    [Fact]
    public async Task A_file_that_is_not_hocon_names_its_place_once()
    {
        var file = _cli.Write("bad.conf", "a {");

        await _cli.ShouldExitAsync(ExitCode.InvalidConfiguration, "start", "--config", file);

        _cli.Error.Split($"{file}:1").Length.ShouldBe(2, _cli.Error);
    }

    public void Dispose() => _cli.Dispose();
}
