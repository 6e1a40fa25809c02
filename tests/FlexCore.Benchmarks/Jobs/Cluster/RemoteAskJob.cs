using System.Diagnostics;
using FlexCore.Benchmarks.Harness;
using FlexCore.ClusterPeer;
using FlexCore.Conformance.Entities;
using FlexCore.LoadGenerator;

namespace FlexCore.Benchmarks.Jobs.Cluster;

/// <summary>Asks to entities on another node, 1,024 callers that each wait for one answer, nothing stored; beside a raw echo with the same framing.</summary>
/// <param name="isBatched">Whether the echo gathers its writes.</param>
/// <param name="reach">The least share of the echo.</param>
public sealed class RemoteAskJob(bool isBatched, double? reach) : IBenchmarkJob
{
    private const int Count = 1_000_000;

    public string Name => isBatched ? "cluster-ask-vs-batched-echo" : "cluster-ask-vs-echo";

    public string Limit => isBatched ? "raw echo between two processes, one write for all that one read brought" : "raw echo between two processes, one write a frame";

    public string Unit => "asks/s";

    public Durability Durability => Durability.D0;

    public double? RatioReach => reach;

    public double? RateReach => isBatched ? null : 120_000;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var owner = await ServerProcess.StartAsync(EchoLimit.Program, context.NewFolder(), "node", "owner", "none");
        await using var asker = PeerNode.Asker("asker", PeerNode.At("owner", owner.Port));
        var count = context.Amount(Count) / EchoLimit.InFlight;
        await CallAllAsync(asker, Math.Max(1, count / 4));
        var started = Stopwatch.GetTimestamp();
        await CallAllAsync(asker, count);
        return (double)count * EchoLimit.InFlight / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    public async Task<double?> MeasureLimitAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await EchoLimit.MeasureAsync(context.NewFolder(), context.Amount(Count), isBatched);
    }

    private static Task CallAllAsync(PeerNode asker, int count) =>
        Task.WhenAll(Enumerable.Range(0, EchoLimit.InFlight).Select(caller => Task.Run(() => CallAsync(asker, caller, count))));

    private static async Task CallAsync(PeerNode asker, int caller, int count)
    {
        var id = Ledgers.Id($"ledger-{caller % 1_000}");
        for (var i = 0; i < count; i++)
        {
            if (await asker.Region.AskAsync(id, new Check(Ledgers.Context())) is { IsAccepted: false } refused)
            {
                throw new InvalidOperationException($"Ask {i} of caller {caller} was refused: {refused.Refusal?.Message}");
            }
        }
    }
}
