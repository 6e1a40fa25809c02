using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Tests.Online.Cluster;

namespace FlexCore.Cli.Tests.Online.Logs;

public sealed class LogCommandTests : IDisposable
{
    private const string Levels = """{"node":"node-1","level":"warning","rules":[{"category":"FlexCore.Cluster","level":"debug","until":"2026-01-02T03:04:05Z"}]}""";

    private readonly OnlineHarness _online = new();

    [Fact]
    public async Task The_log_is_followed_until_enough_was_seen()
    {
        _online.Node.On("GET /api/v1/logs/tail", """
            id: abc-7
            data: {"node":"node-1","number":7,"at":"2026-01-02T03:04:05.678Z","level":"warning","id":8006,"category":"FlexCore.Cluster","message":"This node voted.","error":"because \u001b[2J"}

            id: abc-8
            data: {"node":"node-1","number":8,"at":"2026-01-02T03:04:06Z","level":"information","id":1,"category":"FlexCore.Node","message":"Second."}


            """.ReplaceLineEndings("\n"), contentType: "text/event-stream");

        await _online.ShouldExitAsync(ExitCode.Success, "log", "tail", "--on", "node-1", "--level", "information", "--category", "FlexCore", "--last", "5", "-n", "2");

        _online.Node.Seen.ShouldBe(["GET /api/v1/logs/tail?last=5&node=node-1&level=information&category=FlexCore"]);
        var lines = _online.Cli.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldStartWith("2026-01-02 03:04:05.678Z  node-1  warning      8006 FlexCore.Cluster: This node voted.: because ");
        lines[0].ShouldNotContain("\u001b");
        lines[1].ShouldBe("2026-01-02 03:04:06.000Z  node-1  information  1 FlexCore.Node: Second.");
    }

    [Fact]
    public async Task Without_a_name_the_logs_of_all_members_that_are_not_down_are_followed()
    {
        _online.Node.On("GET /api/v1/cluster", ClusterTexts.Cluster($"{ClusterTexts.One},{ClusterTexts.Old},{ClusterTexts.Two}"));
        _online.Node.On("GET /api/v1/logs/tail?last=20&node=node-1", Events("node-1", 1), contentType: "text/event-stream");
        _online.Node.On("GET /api/v1/logs/tail?last=20&node=node-2", Events("node-2", 1), contentType: "text/event-stream");

        await _online.ShouldExitAsync(ExitCode.Success, "log", "tail", "-n", "2");

        _online.Node.Seen.Where(static request => request.Contains("/logs/tail", StringComparison.Ordinal)).Distinct().Order().ShouldBe(["GET /api/v1/logs/tail?last=20&node=node-1", "GET /api/v1/logs/tail?last=20&node=node-2"]);
        _online.Cli.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_member_that_cannot_be_followed_is_named_and_keeps_nobody_from_the_others()
    {
        _online.Node.On("GET /api/v1/cluster", ClusterTexts.Cluster($"{ClusterTexts.One},{ClusterTexts.Two}"));
        _online.Node.Refuses("GET /api/v1/logs/tail?last=20&node=node-1", 404, "unknown-node", "There is no node-1.");
        _online.Node.On("GET /api/v1/logs/tail?last=20&node=node-2", Events("node-2", 3), contentType: "text/event-stream");

        await _online.ShouldExitAsync(ExitCode.Success, "log", "tail", "-n", "3");

        _online.Cli.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldAllBe(static line => line.Contains("  node-2  ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_node_without_a_cluster_is_followed_alone()
    {
        _online.Node.Refuses("GET /api/v1/cluster", 409, "not-clustered", "This node runs alone.");
        _online.Node.On("GET /api/v1/logs/tail", Events("local", 1), contentType: "text/event-stream");

        await _online.ShouldExitAsync(ExitCode.Success, "log", "tail", "-n", "1");

        _online.Node.Seen.ShouldBe(["GET /api/v1/cluster", "GET /api/v1/logs/tail?last=20"]);
        _online.Cli.Out.ShouldContain("  local  ");
    }

    [Fact]
    public async Task A_node_that_refuses_to_show_its_cluster_ends_the_command()
    {
        _online.Node.Refuses("GET /api/v1/cluster", 403, "forbidden", "Not for you.");

        await _online.ShouldExitAsync(ExitCode.NodeRefused, "log", "tail");

        _online.Cli.Error.ShouldContain("Not for you.");
    }

    [Fact]
    public async Task What_a_node_logs_is_shown()
    {
        _online.Node.On("GET /api/v1/logs/level", Levels);

        await _online.ShouldExitAsync(ExitCode.Success, "log", "level");

        _online.Cli.Out.ShouldBe("""
            CATEGORY          LEVEL    UNTIL
            (all)             warning  -
            FlexCore.Cluster  debug    2026-01-02 03:04:05Z

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task What_a_node_logs_is_changed_for_a_time_and_back()
    {
        _online.Node.On("PUT /api/v1/logs/level", Levels).On("DELETE /api/v1/logs/level", Levels);

        await _online.ShouldExitAsync(ExitCode.Success, "log", "level", "FlexCore.Cluster", "debug", "--for", "60", "--on", "node-1");
        await _online.ShouldExitAsync(ExitCode.Success, "log", "level", "FlexCore.Cluster", "default", "-o", "json");

        _online.Node.Seen.ShouldBe(
            ["PUT /api/v1/logs/level?category=FlexCore.Cluster&node=node-1&level=debug&seconds=60", "DELETE /api/v1/logs/level?category=FlexCore.Cluster"]);
        _online.Cli.Out.ShouldEndWith("{\"node\":\"node-1\",\"level\":\"warning\",\"rules\":[{\"category\":\"FlexCore.Cluster\",\"level\":\"debug\",\"until\":\"2026-01-02T03:04:05+00:00\"}]}\n");
    }

    [Theory]
    [InlineData("tail", "--level", "loud")]
    [InlineData("tail", "--last", "-1")]
    [InlineData("tail", "--count", "-1")]
    [InlineData("level", "FlexCore", "loud")]
    [InlineData("level", "FlexCore", "debug", "--for", "0")]
    [InlineData("level", "FlexCore")]
    public async Task What_is_wrong_is_named_before_anything_is_sent(params string[] args)
    {
        await _online.ShouldExitAsync(ExitCode.Usage, ["log", .. args]);

        _online.Cli.Error.ShouldContain(args[^1]);
        _online.Node.Seen.ShouldBeEmpty();
    }

    public void Dispose() => _online.Dispose();

    private static string Events(string node, int count) => string.Concat(Enumerable.Range(1, count).Select(number =>
        $$"""
        id: abc-{{number}}
        data: {"node":"{{node}}","number":{{number}},"at":"2026-01-02T03:04:05Z","level":"warning","id":1,"category":"C","message":"M{{number}}."}


        """.ReplaceLineEndings("\n")));
}
