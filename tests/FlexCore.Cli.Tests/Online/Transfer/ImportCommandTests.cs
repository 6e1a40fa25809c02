using System.Text.Json;
using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Tests.Online.Transfer;

public sealed class ImportCommandTests : IDisposable
{
    private const string Route = "POST /api/v1/events/import";

    private readonly OnlineHarness _online = new();

    public void Dispose() => _online.Dispose();

    [Fact]
    public async Task A_file_is_sent_in_pieces_that_name_their_lines()
    {
        string[] lines = [Exports.Header(), .. Enumerable.Range(1, 6_000).Select(version => Exports.Event("a", version)), Exports.Other(1)];
        _online.Node.On(Route, """{"events":5000,"imported":5000,"present":0,"others":0,"streams":1,"dryRun":false}""").On(Route, """{"events":1001,"imported":990,"present":10,"others":1,"streams":1,"dryRun":false}""");

        await _online.ShouldExitAsync(ExitCode.Success, "event", "import", File(lines));

        var pieces = _online.Node.Seen.Select(request => request.Split(' ', 3)[2].Split('\n')).ToList();
        pieces.Select(piece => piece.Count(line => line.StartsWith("{\"id\"", StringComparison.Ordinal))).ShouldBe([5_000, 1_001]);
        pieces.Select(piece => FirstLineOf(piece[0])).ShouldBe([2, 5_002]);
        pieces.Select(piece => piece[^1]).ShouldAllBe(last => last.StartsWith("{\"end\"", StringComparison.Ordinal));
        _online.Cli.Out.ShouldBe("5,990 events imported into 1 streams, 10 were there already, 1 of the system's own entities were left out\n");
    }

    [Fact]
    public async Task A_dry_run_tells_the_node_what_stands_before_a_piece()
    {
        string[] lines = [Exports.Header(), .. Enumerable.Range(1, 5_000).Select(version => Exports.Event("a", version)), Exports.Event("b", 1), Exports.Event("a", 5_001)];
        _online.Node.On(Route, """{"events":1,"imported":1,"present":0,"others":0,"streams":1,"dryRun":true}""");

        await _online.ShouldExitAsync(ExitCode.Success, "event", "import", File(lines), "--dry-run", "--output", "json");

        _online.Node.Seen.ShouldAllBe(request => request.StartsWith("POST /api/v1/events/import?dryRun=true ", StringComparison.Ordinal));
        _online.Node.Seen[0].ShouldNotContain("planned");
        _online.Node.Seen[1].ShouldContain("\"planned\":{\"a\":5000}");
        _online.Cli.Out.ShouldBe("""{"events":2,"imported":2,"present":0,"others":0,"streams":2,"dryRun":true}""" + "\n");
    }

    [Fact]
    public async Task Of_a_damaged_file_nothing_is_sent()
    {
        string[] lines = [Exports.Header(), Exports.Event("a", 1), Exports.Event("a", 2)];
        var cut = _online.Cli.Write("cut.ndjson", Exports.File(lines));
        await _online.ShouldExitAsync(ExitCode.InputUnavailable, "event", "import", cut);
        _online.Cli.Error.ShouldContain("cut.ndjson: Line 4 is missing: the file ends before the export's last line.");

        var changed = _online.Cli.Write("changed.ndjson", Exports.File([.. lines, Exports.End(lines)]).Replace("\"version\":2", "\"version\":3", StringComparison.Ordinal));
        await _online.ShouldExitAsync(ExitCode.InputUnavailable, "event", "import", changed);
        _online.Cli.Error.ShouldContain("Line 3 does not fit its checksum");
        await _online.ShouldExitAsync(ExitCode.InputUnavailable, "event", "import", "/does/not/exist");
        _online.Node.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_node_refuses_is_told_with_its_line()
    {
        _online.Node.Refuses(Route, 409, "import-conflict", "Line 2: 'a' has another event as version 1.");
        await _online.ShouldExitAsync(ExitCode.NodeRefused, "event", "import", File([Exports.Header(), Exports.Event("a", 1)]));
        _online.Cli.Error.ShouldContain("Line 2: 'a' has another event as version 1.");
    }

    private static long FirstLineOf(string header) => JsonDocument.Parse(header).RootElement.GetProperty("firstLine").GetInt64();

    private string File(string[] lines) => _online.Cli.Write("in.ndjson", Exports.File([.. lines, Exports.End(lines)]));
}
