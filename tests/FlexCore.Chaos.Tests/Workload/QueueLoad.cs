using System.Collections.Concurrent;
using System.Globalization;
using FlexCore.Chaos.Tests.History;
using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Workload;

/// <summary>One puts unique ids into a queue, two take them out: every id that was put is taken exactly once.</summary>
internal sealed class QueueLoad : ClientLoad
{
    private const string Path = "/chaos/queues/ids";
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan EmptyPause = TimeSpan.FromMilliseconds(200);

    private readonly AppendHistory _history = new();
    private readonly ConcurrentQueue<RecordId> _taken = new();
    private readonly TaskCompletionSource _allPut = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public QueueLoad(ChaosCluster cluster, int seed)
        : base(cluster, seed)
    {
        Run(PutAsync);
        Run((client, _) => TakeAsync(client, "taker-1"));
        Run((client, _) => TakeAsync(client, "taker-2"));
    }

    // In the order of the ids, because nobody knows in which order two takers were served.
    protected override Task<IReadOnlyDictionary<string, Verdict>> JudgeAsync(ChaosClient reader) => Task.FromResult<IReadOnlyDictionary<string, Verdict>>(
        new Dictionary<string, Verdict>(StringComparer.Ordinal) { ["queue"] = _history.Judge([.. _taken.OrderBy(id => id.Number)]) });

    private async Task PutAsync(ChaosClient client, Random random)
    {
        try
        {
            for (var number = 1; !Stop.IsCancellationRequested; number++)
            {
                var id = new RecordId("id", number);
                _history.Sending(id);
                await client.AskAsync(HttpMethod.Post, $"{Path}?id={id}", Patience);
                _history.Acknowledge(id);
                CountAcknowledged();
                await RealTime.PassAsync(Pace, Patience);
            }
        }
        finally
        {
            _allPut.SetResult();
        }
    }

    // Ends when the queue was empty after everything had been put.
    private async Task TakeAsync(ChaosClient client, string taker)
    {
        for (var request = 1; ; request++)
        {
            var isLast = _allPut.Task.IsCompleted;
            var (isTaken, text) = await client.AskAsync(HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"{Path}/take?taker={taker}&request={request}"), Patience);
            if (isTaken)
            {
                _taken.Enqueue(RecordId.Parse(text));
            }
            else if (isLast)
            {
                return;
            }
            else
            {
                await RealTime.PassAsync(EmptyPause, Patience);
            }
        }
    }
}
