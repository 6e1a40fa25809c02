using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Tests.Online.Transfer;

public sealed class ExportCommandTests : IDisposable
{
    private const string Route = "GET /api/v1/events/export";

    private static readonly string[] Begun = [Exports.Header(), Exports.Event("a", 1)];
    private static readonly string Mark = Exports.Mark("m-1", Begun);
    private static readonly string[] Rest = [Exports.Header("m-1"), Exports.Event("a", 2)];
    private static readonly string Half = Exports.File([.. Begun, Mark]) + Exports.Event("a", 2)[..40];
    private static readonly string Second = Exports.File([.. Rest, Exports.End(Rest)]);

    private readonly OnlineHarness _online = new();

    private string Path => _online.Cli.PathOf("out.ndjson");

    public void Dispose() => _online.Dispose();

    [Fact]
    public async Task An_export_lands_whole_in_its_file()
    {
        var file = Exports.File([.. Begun, Exports.End(Begun)]);
        _online.Node.On(Route, file, contentType: "application/x-ndjson");

        await _online.ShouldExitAsync(ExitCode.Success, "event", "export", Path, "--stream", "a", "--tag", "vip", "--after", "c-0", "--kind", "all");

        (await File.ReadAllTextAsync(Path)).ShouldBe(file);
        File.Exists(Path + ".part").ShouldBeFalse();
        _online.Cli.Out.ShouldBe($"1 events in {Path}\n");
        _online.Node.Seen.ShouldBe(["GET /api/v1/events/export?kind=all&stream=a&tag=vip&after=c-0"]);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_gone_on_with_behind_the_last_mark()
    {
        _online.Node.On(Route, Half, contentType: "application/x-ndjson").On(Route, Second, contentType: "application/x-ndjson");

        await _online.ShouldExitAsync(ExitCode.Success, "event", "export", Path, "--output", "json");

        (await File.ReadAllTextAsync(Path)).ShouldBe(Exports.File([.. Begun, Mark]) + Second);
        _online.Node.Seen.ShouldBe(["GET /api/v1/events/export?kind=event-stream", "GET /api/v1/events/export?kind=event-stream&after=m-1&until=cut"]);
        _online.Cli.Out.ShouldBe($$"""{"file":"{{Path}}","events":2,"cursor":"cut"}""" + "\n");
    }

    [Fact]
    public async Task An_interrupted_export_is_gone_on_with_by_the_same_command_and_by_no_other()
    {
        _online.Cli.Write("out.ndjson.part", Half);
        await _online.ShouldExitAsync(ExitCode.CannotResume, "event", "export", Path, "--stream", "b");
        _online.Cli.Error.ShouldContain("is an interrupted export of other events");
        _online.Node.Seen.ShouldBeEmpty();
        _online.Node.On(Route, Second, contentType: "application/x-ndjson");

        await _online.ShouldExitAsync(ExitCode.Success, "event", "export", Path);

        (await File.ReadAllTextAsync(Path)).ShouldBe(Exports.File([.. Begun, Mark]) + Second);
        _online.Cli.Error.ShouldContain("Going on behind 1 events");
    }

    [Fact]
    public async Task A_file_that_exists_is_not_replaced_by_accident()
    {
        _online.Cli.Write("out.ndjson", "mine");
        await _online.ShouldExitAsync(ExitCode.OutputUnavailable, "event", "export", Path);
        _online.Cli.Error.ShouldContain("exists. Choose another, or replace it with --force.");
        _online.Node.Seen.ShouldBeEmpty();
        _online.Node.On(Route, Exports.File([.. Begun, Exports.End(Begun)]));
        await _online.ShouldExitAsync(ExitCode.Success, "event", "export", Path, "--force");
        (await File.ReadAllTextAsync(Path)).ShouldNotBe("mine");
    }

    [Fact]
    public async Task An_export_goes_on_since_another_one_which_must_be_whole()
    {
        var earlier = _online.Cli.Write("earlier.ndjson", Exports.File([.. Begun, Exports.End(Begun)]));
        string[] next = [Exports.Header("cut")];
        _online.Node.On(Route, Exports.File([.. next, Exports.End(next)]));
        await _online.ShouldExitAsync(ExitCode.Success, "event", "export", Path, "--since", earlier);
        _online.Node.Seen.ShouldBe(["GET /api/v1/events/export?kind=event-stream&after=cut"]);

        await _online.ShouldExitAsync(ExitCode.InputUnavailable, "event", "export", Path, "--since", _online.Cli.Write("half.ndjson", Half), "--force");
        _online.Cli.Error.ShouldContain("Line 4 does not end with its checksum");
        await _online.ShouldExitAsync(ExitCode.Usage, "event", "export", Path, "--since", earlier, "--after", "x");
    }

    [Fact]
    public async Task To_stdout_goes_the_export_alone_and_a_broken_one_is_no_success()
    {
        var file = Exports.File([.. Begun, Exports.End(Begun)]);
        _online.Node.On(Route, file).On(Route, Half);
        await _online.ShouldExitAsync(ExitCode.Success, "event", "export", "-");
        _online.Cli.Out.ShouldBe(file);
        await _online.ShouldExitAsync(ExitCode.NodeUnavailable, "event", "export", "-");
        _online.Cli.Error.ShouldContain("The export broke off after 1 events");
    }

    [Fact]
    public async Task A_cursor_that_the_node_refuses_ends_the_command()
    {
        _online.Node.Refuses(Route, 400, "bad-cursor", "The cursor was given by another store.");
        await _online.ShouldExitAsync(ExitCode.NodeRefused, "event", "export", Path, "--after", "x");
        _online.Cli.Error.ShouldContain("The cursor was given by another store.");
        File.Exists(Path).ShouldBeFalse();
    }
}
