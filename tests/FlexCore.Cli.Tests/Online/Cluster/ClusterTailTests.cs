using System.Text.Json;
using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Tests.Online.Cluster;

public sealed class ClusterTailTests : IDisposable
{
    private readonly OnlineHarness _online = new();

    [Fact]
    public async Task Changes_between_readings_become_lines()
    {
        _online.Node
            .On("GET /api/v1/cluster", ClusterTexts.Cluster(ClusterTexts.One))
            .On("GET /api/v1/cluster", ClusterTexts.Cluster(ClusterTexts.One))
            .On("GET /api/v1/cluster", ClusterTexts.Cluster($"{ClusterTexts.One},{ClusterTexts.Two}", version: 8, shardVersion: 9))
            .On("GET /api/v1/cluster/shards", ClusterTexts.Shards)
            .On("GET /api/v1/cluster/shards", ClusterTexts.Shards
                .Replace("\"version\":8", "\"version\":9", StringComparison.Ordinal)
                .Replace("\"shard\":1,\"epoch\":2,\"owner\":\"node-1@4\"", "\"shard\":1,\"epoch\":3,\"owner\":\"node-2@1\"", StringComparison.Ordinal));

        await _online.ShouldExitAsync(ExitCode.Success, "cluster", "tail", "--interval", "0.1", "--count", "6");

        _online.Cli.Out.TrimEnd().Split('\n').Select(line => line[(line.IndexOf('Z', StringComparison.Ordinal) + 3)..]).ShouldBe(
        [
            "member     node-1@4 is up at http://10.0.0.1:8080",
            "leader     leader node-1@4 (epoch 7)",
            "member     node-2@1 is up",
            "suspicion  node-2@1 is suspected by node-1@4",
            "leader     leader node-1@4 (epoch 8)",
            "shards     shard 1: node-1@4 -> node-2@1",
        ]);
        _online.Node.Seen.Count(request => request.Contains("shards", StringComparison.Ordinal)).ShouldBe(2, "the shards are read when their version has changed");
    }

    [Fact]
    public async Task As_json_each_change_is_an_object()
    {
        _online.Node.On("GET /api/v1/cluster", ClusterTexts.Cluster(ClusterTexts.One)).On("GET /api/v1/cluster/shards", ClusterTexts.Shards);

        await _online.ShouldExitAsync(ExitCode.Success, "cluster", "tail", "-o", "json", "-n", "1");

        using var change = JsonDocument.Parse(_online.Cli.Out);
        (change.RootElement.GetProperty("change").GetString(), change.RootElement.GetProperty("node").GetString()).ShouldBe(("member", "node-1@4"));
        change.RootElement.GetProperty("at").GetDateTimeOffset().Year.ShouldBeGreaterThan(2000);
    }

    public void Dispose() => _online.Dispose();
}
