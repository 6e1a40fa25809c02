using System.Net;
using FlexCore.Client.Models;

namespace FlexCore.Client.Tests;

/// <summary>Each call about logs asks for its route and reads everything that the node says.</summary>
public sealed class LogCallTests : IDisposable
{
    private const string Levels = """{"node":"n1","level":"warning","rules":[{"category":"FlexCore","level":"debug","until":"2026-01-01T00:00:00Z"},{"category":"X","level":"error"}]}""";

    private readonly ClientHarness _harness = new();

    [Fact]
    public async Task Levels_are_read_changed_and_put_back()
    {
        _harness.Node.Answers(HttpStatusCode.OK, Levels).Answers(HttpStatusCode.OK, Levels).Answers(HttpStatusCode.OK, Levels).Answers(HttpStatusCode.OK, Levels);

        var levels = await _harness.Client.Logs.LevelsAsync();
        await _harness.Client.Logs.LevelsAsync("n 1");
        await _harness.Client.Logs.SetLevelAsync("n1", "FlexCore", "debug", TimeSpan.FromSeconds(1.5));
        await _harness.Client.Logs.ResetLevelAsync(null, "FlexCore");

        (levels.Node, levels.Level).ShouldBe(("n1", "warning"));
        levels.Rules.ShouldBe([new LogLevelRule("FlexCore", "debug", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)), new LogLevelRule("X", "error", null)]);
        _harness.Node.Seen.Select(request => $"{request.Method} {request.Path}").ShouldBe(
        [
            "GET /api/v1/logs/level", "GET /api/v1/logs/level?node=n%201", "PUT /api/v1/logs/level?category=FlexCore&node=n1&level=debug&seconds=2", "DELETE /api/v1/logs/level?category=FlexCore",
        ]);
    }

    [Fact]
    public async Task What_must_not_be_empty_is_checked()
    {
        await Should.ThrowAsync<ArgumentException>(() => _harness.Client.Logs.SetLevelAsync(null, "", "debug"));
        await Should.ThrowAsync<ArgumentException>(() => _harness.Client.Logs.SetLevelAsync(null, "FlexCore", ""));
        await Should.ThrowAsync<ArgumentException>(() => _harness.Client.Logs.ResetLevelAsync(null, ""));
        _harness.Node.Seen.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, null, null, 20, "?last=20")]
    [InlineData("n 1", "warning", "FlexCore.Cluster", 0, "?last=0&node=n%201&level=warning&category=FlexCore.Cluster")]
    public void A_tail_asks_for_what_is_wanted(string? node, string? level, string? category, int newest, string query) =>
        new LogTailQuery { Node = node, Level = level, Category = category, Newest = newest }.ToQuery().ShouldBe(query);

    public void Dispose() => _harness.Dispose();
}
