using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.Streams;
using FlexCore.Conformance.Storage;
using FlexCore.Testing.Storage;

namespace FlexCore.Testing.Tests;

/// <summary>The in-memory store for the conformance suites. It has no disk, so a crash leaves it as it is.</summary>
internal sealed class InMemoryHarness(int shardCount) : StorageHarness
{
    private readonly InMemoryStore _store = new(shardCount);

    public override IEventJournal Journal => _store.Journal;

    public override IShardLeases Leases => _store.Leases;

    public override IEventFeed Feed => _store.Feed;

    public override ISnapshotStore Snapshots => _store.Snapshots;

    public override ICheckpointStore Checkpoints => _store.Checkpoints;

    public override IEntityDirectory Directory => _store.Directory;

    public override Task CrashAsync() => Task.CompletedTask;

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
