using FlexCore.Application.Events;
using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Testing.Storage;

/// <summary>The events, by stream and by shard, and the epochs. One lock guards everything; no member calls out while it holds it.</summary>
internal sealed class InMemoryLog
{
    private readonly Lock _gate = new();
    private readonly Dictionary<EntityId, List<StoredEvent>> _streams = [];
    private readonly List<StoredEvent>[] _shards;
    private readonly long[] _epochs;
    private TaskCompletionSource _grown = NewSignal();

    public InMemoryLog(int shardCount)
    {
        _shards = [.. Enumerable.Range(0, shardCount).Select(static _ => new List<StoredEvent>())];
        _epochs = new long[shardCount];
    }

    public int ShardCount => _shards.Length;

    public ShardLease Acquire(int shard, string owner)
    {
        lock (_gate)
        {
            return new ShardLease(shard, ++_epochs[shard], owner);
        }
    }

    public AppendResult Append(AppendRequest request)
    {
        request.Validate(ShardCount);
        TaskCompletionSource grown;
        AppendResult result;
        lock (_gate)
        {
            var epoch = _epochs[request.Lease.Shard];
            if (epoch != request.Lease.Epoch)
            {
                return new AppendResult(AppendStatus.Fenced, 0, 0, epoch);
            }

            if (!_streams.TryGetValue(request.Stream, out var stream))
            {
                stream = [];
            }

            if (stream.Count != request.ExpectedVersion)
            {
                return new AppendResult(AppendStatus.WrongExpectedVersion, stream.Count, 0, epoch);
            }

            _streams[request.Stream] = stream;
            Store(request, stream, _shards[request.Lease.Shard]);
            result = new AppendResult(AppendStatus.Committed, stream.Count, _shards[request.Lease.Shard].Count, epoch);
            grown = _grown;
            _grown = NewSignal();
        }

        grown.SetResult();
        return result;
    }

    public StoredEvent[] ReadStream(EntityId stream, long fromVersion)
    {
        lock (_gate)
        {
            var skip = (int)Math.Min(int.MaxValue, Math.Max(0, fromVersion - 1));
            return _streams.TryGetValue(stream, out var events) ? [.. events.Skip(skip)] : [];
        }
    }

    /// <summary>Takes the content of consecutive events away.</summary>
    /// <returns>Whether all were there.</returns>
    public bool Hollow(EntityId stream, long first, long last)
    {
        lock (_gate)
        {
            if (!_streams.TryGetValue(stream, out var events) || events.Count < last)
            {
                return false;
            }

            for (var version = first; version <= last; version++)
            {
                var full = events[(int)version - 1];
                var hollow = new StoredEvent
                {
                    Id = full.Id, Stream = stream, Version = version, Shard = full.Shard, Offset = full.Offset, Type = SystemEvents.Scavenged, SchemaVersion = 1,
                    Metadata = new EventMetadata(full.Metadata.Time, "service:retention", "-", "-"), Payload = "{}"u8.ToArray(),
                };
                events[(int)version - 1] = hollow;
                _shards[full.Shard][(int)full.Offset - 1] = hollow;
            }

            return true;
        }
    }

    /// <summary>The streams of a kind.</summary>
    public EntityId[] StreamsOf(string kind)
    {
        lock (_gate)
        {
            return [.. _streams.Keys.Where(id => string.Equals(id.Kind, kind, StringComparison.Ordinal))];
        }
    }

    /// <summary>The last offset of a shard; 0 when it is empty.</summary>
    public long HeadOf(int shard)
    {
        lock (_gate)
        {
            return _shards[shard].Count;
        }
    }

    /// <summary>Some events of a shard after an offset.</summary>
    public StoredEvent[] ReadShard(int shard, long afterOffset, int countMax)
    {
        lock (_gate)
        {
            var events = _shards[shard];
            var count = (int)Math.Min(countMax, events.Count - afterOffset);
            return count <= 0 ? [] : [.. events.GetRange((int)afterOffset, count)];
        }
    }

    /// <summary>A task that completes with the next append. Take it before reading, await it after finding nothing.</summary>
    public Task NextAppend()
    {
        lock (_gate)
        {
            return _grown.Task;
        }
    }

    private static void Store(AppendRequest request, List<StoredEvent> stream, List<StoredEvent> shard)
    {
        foreach (var item in request.Events)
        {
            var stored = new StoredEvent
            {
                Id = item.Id,
                Stream = request.Stream,
                Version = stream.Count + 1,
                Shard = request.Lease.Shard,
                Offset = shard.Count + 1,
                Type = item.Type,
                SchemaVersion = item.SchemaVersion,
                Metadata = request.Metadata,
                Payload = item.Payload.ToArray(),
            };
            stream.Add(stored);
            shard.Add(stored);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
