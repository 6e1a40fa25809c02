using System.Text;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using Shouldly;

namespace FlexCore.Conformance.Storage.Model;

/// <summary>One random sequence of operations, decided by a seed, against a store and a model of it at the same time.</summary>
internal sealed class JournalModelRun
{
    private const int StreamCount = 10;

    private readonly StorageHarness _storage;
    private readonly JournalModel _model;
    private readonly Random _random;
    private readonly EntityId[] _streams;
    private readonly List<StoredEvent> _seenByFeed = [];
    private readonly string _seed;
    private FeedCursor _cursor = FeedCursor.Start;
    private int _step;

    public JournalModelRun(StorageHarness storage, int shardCount, int seed)
    {
        _storage = storage;
        _model = new JournalModel(shardCount);
        _random = new Random(seed);
        _seed = $"seed {seed}";
        _streams = [.. Enumerable.Range(0, StreamCount).Select(number => new EntityId(TenantId.Default, "model", $"s{number}"))];
    }

    private string Where => $"{_seed}, step {_step}";

    public async Task RunAsync(int steps)
    {
        foreach (var lease in await _storage.Leases.AcquireAllAsync("model"))
        {
            _model.Leases[lease.Shard] = lease;
        }

        for (_step = 1; _step <= steps; _step++)
        {
            await StepAsync();
        }

        await VerifyAllAsync();
        await _storage.CrashAsync();
        await VerifyAllAsync();
    }

    private Task StepAsync() => _random.Next(100) switch
    {
        < 40 => AppendOneAsync(),
        < 60 => AppendPipelinedAsync(),
        < 70 => DuelAsync(),
        < 75 => TakeOverAsync(),
        < 85 => VerifyStreamAsync(Any(_streams)),
        < 92 => FollowFeedAsync(),
        < 97 => SnapshotAsync(),
        _ => _storage.CrashAsync(),
    };

    private async Task AppendOneAsync()
    {
        var request = NewRequest(Any(_streams));
        var expected = _model.Append(request);
        (await _storage.Journal.AppendAsync(request)).Status.ShouldBe(expected, Where);
    }

    // Several streams interleaved, nobody waits; here and there an append is wrong, and what builds on it must fail with it.
    private async Task AppendPipelinedAsync()
    {
        var issued = new List<(AppendStatus Expected, Task<AppendResult> Actual)>();
        for (var i = _random.Next(2, 30); i > 0; i--)
        {
            var request = NewRequest(Any(_streams));
            issued.Add((_model.Append(request), _storage.Journal.AppendAsync(request).AsTask()));
        }

        foreach (var (expected, actual) in issued)
        {
            (await actual).Status.ShouldBe(expected, Where);
        }
    }

    // Two writers with the same lease and version: which one wins is open, that exactly one does is not.
    private async Task DuelAsync()
    {
        var stream = Any(_streams);
        AppendRequest[] requests = [.. Enumerable.Range(0, 2).Select(_ => Request(stream, _model.LeaseOf(stream), _model.VersionOf(stream)))];
        var results = await Task.WhenAll(requests.Select(request => Task.Run(async () => await _storage.Journal.AppendAsync(request))));
        results.Count(result => result.Status == AppendStatus.Committed).ShouldBe(1, Where);
        results.Count(result => result.Status == AppendStatus.WrongExpectedVersion).ShouldBe(1, Where);
        _model.Commit(requests[Array.FindIndex(results, result => result.Status == AppendStatus.Committed)]);
    }

    private async Task TakeOverAsync()
    {
        var shard = _random.Next(_model.Leases.Length);
        var lease = await _storage.Leases.AcquireAsync(shard, $"owner-{_step}");
        lease.Epoch.ShouldBe(_model.Leases[shard].Epoch + 1, Where);
        _model.Leases[shard] = lease;
    }

    private async Task SnapshotAsync()
    {
        var stream = Any(_streams);
        if (_random.Next(2) == 0)
        {
            var snapshot = new StoredSnapshot(stream, _random.Next(1, 50), "model", 1, Encoding.UTF8.GetBytes($"{{\"at\":{_step}}}"));
            await _storage.Snapshots.SaveAsync(snapshot);
            _model.Save(snapshot);
        }

        var (loaded, expected) = (await _storage.Snapshots.LoadAsync(stream), _model.SnapshotOf(stream));
        loaded?.Version.ShouldBe(expected?.Version ?? 0, Where);
        (loaded is null).ShouldBe(expected is null, Where);
        loaded?.Payload.ToArray().ShouldBe(expected?.Payload.ToArray(), Where);
    }

    private async Task FollowFeedAsync()
    {
        while (await _storage.Feed.ReadAsync(_cursor, _random.Next(1, 40)) is { } batch)
        {
            _seenByFeed.AddRange(batch.Events);
            _cursor = _random.Next(2) == 0 ? batch.Cursor : FeedCursor.Parse(batch.Cursor.ToString());
        }

        VerifyFeed();
    }

    private async Task VerifyAllAsync()
    {
        foreach (var stream in _streams)
        {
            await VerifyStreamAsync(stream);
        }

        await FollowFeedAsync();
    }

    private async Task VerifyStreamAsync(EntityId stream)
    {
        var from = _random.Next(1, 6);
        var expected = _model.Streams.TryGetValue(stream, out var events) ? events.Skip(from - 1).ToArray() : [];
        var index = 0;
        await foreach (var stored in _storage.Journal.ReadStreamAsync(stream, from))
        {
            index.ShouldBeLessThan(expected.Length, $"{Where}: '{stream}' has an event that nobody appended");
            stored.Version.ShouldBe(from + index, Where);
            stored.Id.ShouldBe(expected[index].Id, Where);
            stored.Type.ShouldBe(expected[index].Type, Where);
            stored.Payload.Span.SequenceEqual(expected[index].Payload.Span).ShouldBeTrue($"{Where}: payload of '{stream}' version {stored.Version}");
            stored.Metadata.CorrelationId.ShouldNotBeNullOrEmpty(Where);
            if (stored.Metadata.TraceParent is { } trace)
            {
                $"corr-{trace.SpanId - 1}".ShouldBe(stored.Metadata.CorrelationId, $"{Where}: trace of '{stream}' version {stored.Version}");
            }

            index++;
        }

        index.ShouldBe(expected.Length, $"{Where}: events of '{stream}' from version {from}");
    }

    // I9 to I11 for one consumer: everything once, each shard gapless, each stream in order.
    private void VerifyFeed()
    {
        _seenByFeed.Count.ShouldBe(_model.Streams.Values.Sum(events => events.Count), Where);
        foreach (var shard in _seenByFeed.GroupBy(stored => stored.Shard))
        {
            shard.Select(stored => stored.Offset).ShouldBe(Enumerable.Range(1, shard.Count()).Select(number => (long)number), $"{Where}, shard {shard.Key}");
        }

        foreach (var stream in _seenByFeed.GroupBy(stored => stored.Stream))
        {
            stream.Select(stored => stored.Id).ShouldBe(_model.Streams[stream.Key].Select(item => item.Id), $"{Where}, stream {stream.Key}");
        }
    }

    private AppendRequest NewRequest(EntityId stream)
    {
        var lease = _model.LeaseOf(stream);
        var version = _model.VersionOf(stream);
        return _random.Next(10) switch
        {
            0 => Request(stream, lease, version + _random.Next(1, 3)),
            1 => Request(stream, lease, Math.Max(0, version - 1)),
            2 => Request(stream, lease with { Epoch = lease.Epoch - 1 }, version),
            _ => Request(stream, lease, version),
        };
    }

    private AppendRequest Request(EntityId stream, ShardLease lease, long expectedVersion) =>
        new(stream, lease, expectedVersion, [.. Enumerable.Range(0, _random.Next(1, 5)).Select(_ => NewEvent())],
            new EventMetadata(DateTimeOffset.UnixEpoch.AddSeconds(_step), "model", $"corr-{_step}", $"cause-{_step}", _random.Next(2) == 0 ? null : $"key-{_step}")
            {
                TraceParent = _random.Next(2) == 0 ? null : new TraceParent((UInt128)_step + 1, (ulong)_step + 1, 1),
            });

    private NewEvent NewEvent()
    {
        var id = new byte[16];
        _random.NextBytes(id);
        var payload = new byte[_random.Next(20) == 0 ? _random.Next(5_000, 20_000) : _random.Next(0, 200)];
        _random.NextBytes(payload);
        return new NewEvent(new Guid(id), $"model.type-{_random.Next(4)}", _random.Next(1, 4), payload);
    }

    private T Any<T>(T[] choices) => choices[_random.Next(choices.Length)];
}
