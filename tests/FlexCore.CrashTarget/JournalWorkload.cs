using System.Globalization;
using System.Text;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence;

namespace FlexCore.CrashTarget;

/// <summary>
/// Many writers, each with a stream of its own, pipeline appends of one to three events. Each event's payload and id say which stream
/// and version it is, so that a reader can tell an invented event from one that was sent. Acknowledged: <c>stream version offset</c>.
/// </summary>
public sealed class JournalWorkload : ICrashWorkload
{
    private const int WriterCount = 24;
    private const int PipelineDepth = 8;

    public string Name => "journal";

    public static byte[] PayloadOf(EntityId stream, long version) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"stream\":\"{stream.StreamId}\",\"version\":{version},\"padding\":\"{new string('x', (int)(version * 37 % 400))}\"}}"));

    public static Guid IdOf(EntityId stream, long version)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, stream.StableHash);
        BitConverter.TryWriteBytes(bytes[8..], version);
        return new Guid(bytes);
    }

    public async Task RunAsync(IStore store, AcknowledgementLog log, int seed)
    {
        ArgumentNullException.ThrowIfNull(store);
        var leases = await store.Leases.AcquireAllAsync($"run-{seed}").ConfigureAwait(false);
        await Task.WhenAll(Enumerable.Range(0, WriterCount).Select(number => WriteAsync(store, leases, log, number, seed))).ConfigureAwait(false);
    }

    private static async Task WriteAsync(IStore store, IReadOnlyList<ShardLease> leases, AcknowledgementLog log, int number, int seed)
    {
        var random = new Random((seed * 1_000) + number);
        var stream = new EntityId(TenantId.Default, "crash", $"writer-{number}");
        var version = 0L;
        await foreach (var stored in store.Journal.ReadStreamAsync(stream, 1).ConfigureAwait(false))
        {
            version = stored.Version;
        }

        var pending = new Queue<Task<AppendResult>>();
        while (true)
        {
            var count = random.Next(1, 4);
            var request = new AppendRequest(
                stream,
                leases[stream.ShardOf(leases.Count)],
                version,
                [.. Enumerable.Range(1, count).Select(i => new NewEvent(IdOf(stream, version + i), "crash.written", 1, PayloadOf(stream, version + i)))],
                new EventMetadata(DateTimeOffset.UnixEpoch, "crash", $"run-{seed}", $"run-{seed}"));
            pending.Enqueue(store.Journal.AppendAsync(request).AsTask());
            version += count;
            if (pending.Count >= PipelineDepth)
            {
                var result = await pending.Dequeue().ConfigureAwait(false);
                log.Write(result.Status == AppendStatus.Committed
                    ? string.Create(CultureInfo.InvariantCulture, $"ack {stream.StreamId} {result.StreamVersion} {result.ShardOffset}")
                    : $"unexpected {stream.StreamId} {result}");
            }
        }
    }
}
