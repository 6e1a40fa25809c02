using System.Collections.Concurrent;
using System.Text.Json;
using FlexCore.Application.Topics;
using FlexCore.Domain;

namespace FlexCore.Application.Cluster;

/// <summary>The singletons of a cluster: who runs them is in the lease table, and what they did last is told by the node that runs them.</summary>
/// <remarks>
/// Thread-safe; <see cref="RunAsync"/> is one loop that tells and one that listens. Telling is at most once: a node that has just started knows who runs what, and what it did
/// last as soon as it does something again, at the latest after <see cref="TellAgainAfter"/>.
/// </remarks>
/// <param name="board">What runs here.</param>
/// <param name="leases">Who runs what.</param>
/// <param name="bus">Carries the telling.</param>
/// <param name="clock">Paces it.</param>
public sealed class ClusterSingletonList(SingletonBoard board, ILeaseTable leases, ITopicBus bus, TimeProvider clock) : ISingletonList
{
    private const string Prefix = "singleton/";
    private const string Topic = "singletons:facts";
    private static readonly SecurityContext Security = new(TenantId.Default, "service:singletons");
    private readonly ConcurrentDictionary<string, SingletonFacts> _told = new(StringComparer.Ordinal);

    /// <summary>How often a node tells at most.</summary>
    public static TimeSpan TellInterval { get; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a node tells although nothing has changed.</summary>
    public static TimeSpan TellAgainAfter { get; } = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<SingletonFacts>> ListAsync(CancellationToken cancellationToken = default)
    {
        var here = board.List().ToDictionary(facts => facts.Name, StringComparer.Ordinal);
        var holdings = await leases.ListAsync(cancellationToken).ConfigureAwait(false);
        return
        [
            .. holdings.Select(holding => FactsOf(holding, here))
                .OrderBy(facts => facts.Name != NamedLease.Leader).ThenBy(facts => facts.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>Tells the other nodes what runs here, and hears what they tell, until it is cancelled.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var subscription = bus.Subscribe(Security, Topic);
        await using (subscription.ConfigureAwait(false))
        {
            await Task.WhenAll(ListenAsync(subscription, cancellationToken), TellAsync(cancellationToken)).ConfigureAwait(false);
        }
    }

    private SingletonFacts FactsOf(LeaseHolding holding, Dictionary<string, SingletonFacts> here)
    {
        var lease = holding.Lease;
        var name = lease.Name.StartsWith(Prefix, StringComparison.Ordinal) ? lease.Name[Prefix.Length..] : lease.Name;
        var facts = new SingletonFacts(name, lease.Owner.ToString(), lease.Epoch, holding.Since, holding.IsHeld);

        // What was told of an earlier holder says nothing about this one.
        var known = here.GetValueOrDefault(name) is { } own && own.Epoch == lease.Epoch ? own
            : _told.TryGetValue(name, out var told) && told.Epoch == lease.Epoch ? told
            : null;
        return known is null ? facts : facts with { LastFiring = known.LastFiring, Firings = known.Firings, Report = known.Report, Error = known.Error };
    }

    private async Task ListenAsync(ITopicSubscription subscription, CancellationToken cancellationToken)
    {
        await foreach (var message in subscription.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var facts in JsonSerializer.Deserialize(message.Payload.Span, SingletonJson.Default.IReadOnlyListSingletonFacts) ?? [])
            {
                _told.AddOrUpdate(facts.Name, facts, (_, known) => known.Epoch > facts.Epoch ? known : facts);
            }
        }
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TellInterval, clock);
        var (told, toldAt) = ((IReadOnlyList<SingletonFacts>)[], clock.GetTimestamp());
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            IReadOnlyList<SingletonFacts> held = [.. board.List().Where(facts => facts.IsHeld)];
            if (held.Count > 0 && (!held.SequenceEqual(told) || clock.GetElapsedTime(toldAt) >= TellAgainAfter))
            {
                (told, toldAt) = (held, clock.GetTimestamp());
                var payload = JsonSerializer.SerializeToUtf8Bytes(held, SingletonJson.Default.IReadOnlyListSingletonFacts);
                await bus.PublishAsync(new TopicMessage(Security, Topic, payload), cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
