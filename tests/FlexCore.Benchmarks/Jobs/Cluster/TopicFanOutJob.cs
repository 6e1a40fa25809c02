using System.Diagnostics;
using FlexCore.Application.Cluster;
using FlexCore.Application.Topics;
using FlexCore.Benchmarks.Harness;
using FlexCore.Cluster.Topics;
using FlexCore.Cluster.Transport;
using FlexCore.ClusterPeer;
using FlexCore.Domain;
using FlexCore.LoadGenerator;

namespace FlexCore.Benchmarks.Jobs.Cluster;

/// <summary>Messages published on one node that arrive at subscribers on three others; what counts is arrivals. Beside the raw echo, one write a frame.</summary>
/// <remarks>After every 1,024 messages the publisher waits until each node has dealt with them, so that none is dropped.</remarks>
public sealed class TopicFanOutJob : IBenchmarkJob
{
    private const int Nodes = 3;
    private const int Rounds = 400;
    private const string Topic = "measured";

    public string Name => "cluster-topic-fan-out-3";

    public string Limit => "raw echo between two processes, one write a frame";

    public string Unit => "arrivals/s";

    public Durability Durability => Durability.D0;

    public double? RatioReach => 0.4;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var peers = new List<ServerProcess>();
        try
        {
            for (var i = 0; i < Nodes; i++)
            {
                peers.Add(await ServerProcess.StartAsync(EchoLimit.Program, context.NewFolder(), "node", $"peer-{i}", Topic));
            }

            Member[] members = [.. peers.Select((peer, i) => PeerNode.At($"peer-{i}", peer.Port))];
            await using var publisher = PeerNode.Asker("publisher", members[0]);
            var told = Array.ConvertAll(members, member => TellAsync(publisher, member));
            await Task.WhenAll(told);
            var rounds = context.Amount(Rounds);
            await PublishAsync(publisher, members, Math.Max(1, rounds / 4));
            var started = Stopwatch.GetTimestamp();
            await PublishAsync(publisher, members, rounds);
            return (double)rounds * EchoLimit.InFlight * Nodes / Stopwatch.GetElapsedTime(started).TotalSeconds;
        }
        finally
        {
            foreach (var peer in peers)
            {
                await peer.DisposeAsync();
            }
        }
    }

    public async Task<double?> MeasureLimitAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await EchoLimit.MeasureAsync(context.NewFolder(), context.Amount(1_000_000), isBatched: false);
    }

    /// <summary>Learns a peer's subscription without a membership table.</summary>
    private static async Task TellAsync(PeerNode publisher, Member member)
    {
        await FenceAsync(publisher, member);
        publisher.Bus.Remote.Replace(member, 1, [new TopicName(SecurityContext.Development.Tenant, Topic)]);
    }

    private static async Task PublishAsync(PeerNode publisher, Member[] members, int rounds)
    {
        var message = new TopicMessage(SecurityContext.Development, Topic, new byte[EchoLimit.BodyLength]);
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < EchoLimit.InFlight; i++)
            {
                await publisher.Bus.PublishAsync(message);
            }

            await Task.WhenAll(members.Select(member => FenceAsync(publisher, member)));
        }
    }

    private static async Task FenceAsync(PeerNode publisher, Member member)
    {
        var frame = publisher.Transport.Begin(ServiceNumber.Topics);
        frame.Byte(TopicWire.Pull);
        await publisher.Transport.AskAsync(member, frame, TimeSpan.FromSeconds(30), CancellationToken.None);
    }
}
