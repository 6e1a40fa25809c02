using System.Globalization;
using System.Text;
using FlexCore.Application.Journal;
using FlexCore.Application.Projections;
using FlexCore.Domain;

namespace FlexCore.Benchmarks.Jobs.Projections;

/// <summary>Events of 1,000 pipelines that a user keeps: each is started and ends, again and again. Runs of five events of one pipeline lie together in the log.</summary>
internal static class PipelineEvents
{
    public const int Streams = 1_000;
    private const int Run = 5;
    private const int InFlight = 512;

    private static readonly (string Type, string Data)[] _cycle =
    [
        ("PipelineStarted", """{"run":"0123456789abcdef"}"""),
        ("PipelineCompleted", """{"run":"0123456789abcdef","duration_ms":1234}"""),
        ("PipelineStarted", """{"run":"0123456789abcdef"}"""),
        ("PipelineFailed", """{"run":"0123456789abcdef","error":"the sink is full"}"""),
        ("PipelineStarted", """{"run":"0123456789abcdef"}"""),
    ];

    public static EntityId Stream(int number) => new(TenantId.Default, ProjectedEvent.UserKind, $"pipeline-{number.ToString("D4", CultureInfo.InvariantCulture)}");

    /// <summary>Fills a store.</summary>
    /// <returns>How many events there are.</returns>
    public static async Task<int> FillAsync(IEventJournal journal, IReadOnlyList<ShardLease> leases, int count)
    {
        var rounds = Math.Max(1, count / (Streams * Run));
        NewEvent[] events = [.. _cycle.Select(static step => new NewEvent(Guid.Empty, step.Type, 1, Encoding.UTF8.GetBytes($$"""{"aggregateType":"Pipeline","data":{{step.Data}}}""")))];
        var metadata = new EventMetadata(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), "service:benchmark", "corr-0123456789", "cause-0123456789");
        var next = -1;

        // Each worker has streams of its own, so that their versions follow one another; all go through the rounds at about the same pace.
        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(async _ =>
        {
            var worker = Interlocked.Increment(ref next);
            for (var round = 0; round < rounds; round++)
            {
                for (var number = worker; number < Streams; number += InFlight)
                {
                    var stream = Stream(number);
                    var result = await journal.AppendAsync(new AppendRequest(stream, leases[stream.ShardOf(leases.Count)], round * Run, events, metadata)).ConfigureAwait(false);
                    if (result.Status != AppendStatus.Committed)
                    {
                        throw new InvalidOperationException($"Round {round} of stream {number} ended with {result}.");
                    }
                }
            }
        })).ConfigureAwait(false);
        return rounds * Streams * Run;
    }
}
