using System.Text;
using FlexCore.Application.EventTopics;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.Retention;
using FlexCore.Application.Verification;
using FlexCore.Domain;
using FlexCore.Domain.EventTopics;
using FlexCore.Testing.Storage;
using FlexCore.Testing.Time;
using Shouldly;
using Xunit;

namespace FlexCore.Conformance.Retention;

/// <summary>What taking old records away promises, on any store.</summary>
public abstract class RetentionConformance : IAsyncLifetime, ITopicReaders
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly EntityId Clicks = new(new TenantId("acme"), EventTopicDecider.Kind, "clicks");
    private static readonly EntityId Other = new(new TenantId("acme"), EventTopicDecider.Kind, "other");
    private readonly ManualClock _clock = new(Noon);
    private readonly string _folder = Directory.CreateTempSubdirectory("flexcore-archive-").FullName;
    private RetentionHarness? _harness;
    private IReadOnlyList<ShardLease> _leases = [];
    private long? _read;

    private RetentionHarness Store => _harness ?? throw new InvalidOperationException("The store was not opened.");

    /// <inheritdoc/>
    public long? SlowestReader(EntityId topic) => _read;

    public async Task InitializeAsync()
    {
        _harness = await StartAsync();
        _leases = await _harness.Leases.AcquireAllAsync("test");
        for (var version = 0; version < 60; version++)
        {
            await AppendAsync(Clicks, version);
            await AppendAsync(Other, version);
        }
    }

    public async Task DisposeAsync()
    {
        await (_harness?.DisposeAsync() ?? ValueTask.CompletedTask);
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Opens an empty store of 8 shards.</summary>
    protected abstract Task<RetentionHarness> StartAsync();

    [Fact]
    public async Task What_is_gone_keeps_its_place_and_the_store_verifies()
    {
        var before = await ReadAllAsync();
        await SnapshotAsync(Clicks, 50);

        (await JobOf("records:20").RunAsync(default)).ShouldBe("40 events of 1 streams taken away");

        var after = await ReadAllAsync();
        after.Select(Place).ShouldBe(before.Select(Place), "versions, offsets, ids and times count on");
        after.Count(static stored => stored.IsScavenged()).ShouldBe(40);
        after.Where(static stored => !stored.IsScavenged()).Select(Content).ShouldBe(before.Where(static stored => stored.Stream.Equals(Other) || stored.Version > 40).Select(Content));
        after.Where(static stored => stored.IsScavenged()).ShouldAllBe(static stored => stored.Payload.Length == 2 && stored.Metadata.IdempotencyKey == null);
        (await Store.Scavenger.FindAsync(Clicks))?.Version.ShouldBe(40);
        (await Store.Scavenger.FindAsync(Other)).ShouldBeNull();
        (await Store.Journal.FirstKeptAsync(Clicks, 1)).ShouldBe(41);
        (await new StoreVerifier(Store.Feed, Store.Journal).VerifyAsync()).Events.ShouldBe(120);
        (await JobOf("records:20").RunAsync(default)).ShouldBe("0 events of 0 streams taken away");
        await AppendAsync(Clicks, 60);
    }

    [Fact]
    public async Task Only_what_a_snapshot_covers_goes()
    {
        (await JobOf("records:1").RunAsync(default)).ShouldBe("0 events of 0 streams taken away", "there is no snapshot");
        await SnapshotAsync(Clicks, 10);
        (await JobOf("records:1").RunAsync(default)).ShouldBe("10 events of 1 streams taken away");
    }

    [Fact]
    public async Task Only_what_running_readers_have_read_goes()
    {
        await SnapshotAsync(Clicks, 60);
        _read = 7 * LineLength;
        (await JobOf("records:1").RunAsync(default)).ShouldBe("7 events of 1 streams taken away");
        _read = null;
        (await JobOf("records:1").RunAsync(default)).ShouldBe("52 events of 1 streams taken away");
    }

    [Fact]
    public async Task Only_what_is_old_enough_goes()
    {
        await SnapshotAsync(Clicks, 60);
        _clock.Advance(TimeSpan.FromMinutes(70));
        (await JobOf("1h").RunAsync(default)).ShouldBe("11 events of 1 streams taken away", "the events of minutes 0 to 10 are an hour old");
    }

    [Fact]
    public async Task The_archive_has_every_line_and_proves_itself_and_the_mark()
    {
        await SnapshotAsync(Clicks, 60);
        var lines = (await ReadAllAsync()).Where(static stored => stored.Stream.Equals(Clicks)).OrderBy(static stored => stored.Version).Take(40).Select(ArchiveLines.LineOf).ToList();
        await JobOf("records:20").RunAsync(default);

        var files = Directory.GetFiles(_folder).Order(StringComparer.Ordinal).ToList();
        files.Select(Path.GetExtension).ShouldAllBe(static extension => extension == ".ndjson");
        var archived = files.SelectMany(ArchiveFolder.Read).ToList();
        archived.ShouldBe(lines.Select(static line => Encoding.UTF8.GetString(line).TrimEnd('\n')));
        var hash = lines.Aggregate(ArchiveLines.NoHash.ToArray(), static (before, line) => ArchiveLines.Chain(before, line));
        (await Store.Scavenger.FindAsync(Clicks))?.Hash.ToArray().ShouldBe(hash);

        await File.WriteAllTextAsync(files[0], (await File.ReadAllTextAsync(files[0])).Replace("click-03", "click-04", StringComparison.Ordinal));
        Should.Throw<InvalidDataException>(() => ArchiveFolder.Read(files[0])).Message.ShouldContain("does not match the checksum");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_that_dies_between_archive_and_removal_is_made_good_by_the_next(bool afterRemoval)
    {
        await SnapshotAsync(Clicks, 60);
        var dying = new DyingScavenger(Store.Scavenger, dieAt: 3, afterRemoval);
        await Should.ThrowAsync<IOException>(() => JobOf("records:20", dying).RunAsync(default));
        var between = (await ReadAllAsync()).Count(static stored => stored.IsScavenged());
        between.ShouldBe(afterRemoval ? 30 : 20);

        await JobOf("records:20").RunAsync(default);

        (await ReadAllAsync()).Count(static stored => stored.IsScavenged()).ShouldBe(40);
        Directory.GetFiles(_folder).Order(StringComparer.Ordinal).SelectMany(ArchiveFolder.Read).Count().ShouldBe(40, "each event is in the archive once");
        await new StoreVerifier(Store.Feed, Store.Journal).VerifyAsync();
    }

    [Fact]
    public async Task Who_is_kept_for_ever_is_not_looked_at()
    {
        await SnapshotAsync(Clicks, 60);
        var watched = new DyingScavenger(Store.Scavenger, dieAt: 0, afterRemoval: false);
        (await JobOf("records:20", watched).RunAsync(default)).ShouldBe("40 events of 1 streams taken away");
        watched.Visited.ShouldAllBe(static id => id.Equals(Clicks));
    }

    [Fact]
    public async Task Of_two_runs_at_once_one_moves_the_mark()
    {
        var next = new ScavengeMark(Clicks, 10, ArchiveLines.NoHash, Noon);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Store.Scavenger.RemoveAsync(0, next).AsTask())));

        outcomes.Count(static outcome => outcome == ScavengeOutcome.Removed).ShouldBe(1);
        outcomes.Where(static outcome => outcome != ScavengeOutcome.Removed).ShouldAllBe(static outcome => outcome == ScavengeOutcome.Moved);
        (await Store.Scavenger.RemoveAsync(5, next with { Version = 12 })).ShouldBe(ScavengeOutcome.Moved);
        (await Store.Scavenger.RemoveAsync(10, next with { Version = 12 })).ShouldBe(ScavengeOutcome.Removed);
        (await Store.Scavenger.RemoveAsync(12, next with { Version = 1_000 })).ShouldBe(ScavengeOutcome.NotYet, "the stream does not go so far");
        (await ReadAllAsync()).Count(static stored => stored.IsScavenged()).ShouldBe(12);
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(5, 4)]
    [InlineData(0, 1_001)]
    public async Task A_removal_that_goes_nowhere_or_too_far_is_refused(long known, long next) =>
        await Should.ThrowAsync<ArgumentException>(() => Store.Scavenger.RemoveAsync(known, new ScavengeMark(Clicks, next, ArchiveLines.NoHash, Noon)).AsTask());

    private static readonly long LineLength = "{\"a\":\"click-00\"}\n".Length;

    private static string Place(StoredEvent stored) => $"{stored.Stream} {stored.Version} {stored.Shard} {stored.Offset} {stored.Id} {stored.Metadata.Time:O}";

    private static string Content(StoredEvent stored) => $"{Place(stored)} {stored.Type} {Encoding.UTF8.GetString(stored.Payload.Span)}";

    private RetentionJob JobOf(string topics, IScavenger? scavenger = null)
    {
        var services = new RetentionServices(Store.Directory, Store.Journal, Store.Snapshots, scavenger ?? Store.Scavenger, new CountedTopics(60), this);
        var options = new RetentionOptions { TopicOverrides = $"acme/clicks={topics.Replace("records:", "", StringComparison.Ordinal)}", BatchEvents = 10 };
        return new RetentionJob(services, options, _ => new ValueTask<RetentionRules>(new RetentionRules(options.Rules())), new ArchiveFolder(_folder), new RestlessClock(_clock));
    }

    private async Task AppendAsync(EntityId topic, long expected)
    {
        var line = Encoding.UTF8.GetBytes($"{{\"a\":\"click-{expected:00}\"}}\n");
        var encoded = EventTopicCodecs.Events.Encode(new EventTopicEvent.RecordsAppended(expected + 1, expected * LineLength, 1, line, null));
        var request = new AppendRequest(
            topic, _leases[topic.ShardOf(_leases.Count)], expected, [new NewEvent(Guid.NewGuid(), encoded.Type, encoded.SchemaVersion, encoded.Payload)],
            new EventMetadata(Noon.AddMinutes(expected), "user:ana", "corr", "cause", $"key-{expected}"));
        (await Store.Journal.AppendAsync(request)).Status.ShouldBe(AppendStatus.Committed);
    }

    private async Task SnapshotAsync(EntityId topic, long version) => await Store.Snapshots.SaveAsync(new StoredSnapshot(topic, version, "event-topic", 1, "{}"u8.ToArray()));

    private async Task<List<StoredEvent>> ReadAllAsync()
    {
        var all = new List<StoredEvent>();
        var cursor = FeedCursor.Start;
        while (await Store.Feed.ReadAsync(cursor, 50) is { } batch)
        {
            all.AddRange(batch.Events);
            cursor = batch.Cursor;
        }

        return all;
    }
}
