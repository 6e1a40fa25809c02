using FlexCore.Application.Topics;
using FlexCore.Domain;

namespace FlexCore.Application.EventTopics;

/// <summary>Tells the other nodes of a cluster how far the running readers here have come, and hears it from them, so that a backlog counts wherever it is read.</summary>
/// <remarks>
/// Two loops until it is cancelled: one hears, one tells. A place that has not changed is told again after <see cref="KeepAlive"/> intervals, so that a node that is alone with a slow
/// reader is not forgotten, and an idle one says little.
/// </remarks>
internal sealed class ReaderExchange(TopicDesks desks, RemoteReaders remote, ITopicBus bus, TimeSpan interval, TimeProvider clock)
{
    /// <summary>After how many intervals a place that has not changed is told again. Others forget it after twice as many.</summary>
    public const int KeepAlive = 5;

    private const int ReportsWaiting = 1_024;

    private readonly Guid _node = Guid.NewGuid();
    private readonly Dictionary<(TenantId Tenant, string Topic), (long Seen, int Age)> _told = [];

    /// <summary>Runs until it is cancelled.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var subscription = bus.Subscribe(ReaderReport.Security, ReaderReport.Topic, ReportsWaiting);
        await Task.WhenAll(HearAsync(subscription, cancellationToken), TellAsync(cancellationToken)).ConfigureAwait(false);
    }

    private async Task HearAsync(ITopicSubscription subscription, CancellationToken cancellationToken)
    {
        await foreach (var message in subscription.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            if (ReaderReport.TryDecode(message.Payload) is { } report && report.Node != _node)
            {
                foreach (var (tenant, topic, seen) in report.Readers)
                {
                    remote.Note(report.Node, tenant, topic, seen);
                }
            }
        }
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        using var ticks = new PeriodicTimer(interval, clock);
        while (await ticks.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            remote.Sweep();
            foreach (var part in News().Chunk(ReaderReport.ReadersMax))
            {
                await bus.PublishAsync(new TopicMessage(ReaderReport.Security, ReaderReport.Topic, new ReaderReport(_node, part).Encode()), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // What has changed since it was told, what was told long ago, and which topics have no reader here any more.
    private List<(TenantId Tenant, string Topic, long? Seen)> News()
    {
        var news = new List<(TenantId, string, long?)>();
        var here = new HashSet<(TenantId, string)>();
        foreach (var desk in desks.All)
        {
            if (desk.SlowestSeen() is not { } seen)
            {
                continue;
            }

            var key = (desk.Id.Tenant, desk.Id.Key);
            here.Add(key);
            var (before, age) = _told.GetValueOrDefault(key, (-1, 0));
            var isNews = before != seen || age + 1 >= KeepAlive;
            _told[key] = (seen, isNews ? 0 : age + 1);
            if (isNews)
            {
                news.Add((key.Tenant, key.Key, seen));
            }
        }

        foreach (var gone in _told.Keys.Where(key => !here.Contains(key)).ToList())
        {
            _told.Remove(gone);
            news.Add((gone.Tenant, gone.Topic, null));
        }

        return news;
    }
}
