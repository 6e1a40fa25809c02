using FlexCore.Application.Journal;

namespace FlexCore.Benchmarks.Stores;

/// <summary>Fills a store through its own journal, which is fast enough with many appends under way.</summary>
public static class JournalFill
{
    private const int InFlight = 1_024;

    /// <summary>Appends the whole sample.</summary>
    public static Task RunAsync(IEventJournal journal, IReadOnlyList<ShardLease> leases, StoreSample sample) =>
        Task.WhenAll(Enumerable.Range(0, InFlight).Select(worker => Task.Run(() => WorkAsync(journal, leases, sample, worker))));

    // A stream belongs to one worker, so that its appends are in order.
    private static async Task WorkAsync(IEventJournal journal, IReadOnlyList<ShardLease> leases, StoreSample sample, int worker)
    {
        for (var round = 0L; round * sample.Streams < sample.Appends; round++)
        {
            for (var stream = (long)worker; stream < sample.Streams && (round * sample.Streams) + stream < sample.Appends; stream += InFlight)
            {
                var append = (round * sample.Streams) + stream;
                var id = StoreSample.Stream(stream);
                var result = await journal.AppendAsync(new AppendRequest(
                    id, leases[id.ShardOf(leases.Count)], sample.VersionBefore(append), StoreSample.EventsOf(append), StoreSample.Metadata(append))).ConfigureAwait(false);
                if (result.Status != AppendStatus.Committed)
                {
                    throw new InvalidOperationException($"Append {append} of the sample ended with {result}.");
                }
            }
        }
    }
}
