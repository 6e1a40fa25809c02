using FlexCore.Application.Journal;
using FlexCore.Domain;
using Shouldly;
using Xunit;

namespace FlexCore.Conformance.Storage;

/// <summary>The contract of <see cref="ISnapshotStore"/>.</summary>
public abstract class SnapshotStoreConformance : StorageConformance
{
    private readonly EntityId _stream = Entity("a");

    [Fact]
    public async Task There_is_no_snapshot_before_the_first() => (await Snapshots.LoadAsync(_stream)).ShouldBeNull();

    [Fact]
    public async Task A_saved_snapshot_is_loaded_with_every_field()
    {
        await Snapshots.SaveAsync(new StoredSnapshot(_stream, 7, "account", 2, "{\"balance\":1}"u8.ToArray()));
        var loaded = (await Snapshots.LoadAsync(_stream)).ShouldNotBeNull();
        (loaded.Stream, loaded.Version, loaded.Type, loaded.SchemaVersion).ShouldBe((_stream, 7L, "account", 2));
        loaded.Payload.ToArray().ShouldBe("{\"balance\":1}"u8.ToArray());
    }

    [Fact]
    public async Task A_newer_snapshot_replaces_an_older_one()
    {
        await SaveAsync(7, "old");
        await SaveAsync(9, "new");
        await LoadsAsync(9, "new");
    }

    [Fact]
    public async Task An_older_snapshot_changes_nothing()
    {
        await SaveAsync(9, "new");
        await SaveAsync(7, "old");
        await LoadsAsync(9, "new");
    }

    [Fact]
    public async Task An_empty_payload_is_a_payload()
    {
        await SaveAsync(1, "");
        await LoadsAsync(1, "");
    }

    [Fact]
    public async Task Snapshots_of_different_entities_do_not_mix()
    {
        await SaveAsync(1, "a");
        await Snapshots.SaveAsync(new StoredSnapshot(Entity("b"), 2, "account", 1, "b"u8.ToArray()));
        await LoadsAsync(1, "a");
    }

    [Fact]
    public async Task A_snapshot_that_was_followed_by_a_durable_append_survives_a_crash()
    {
        await SaveAsync(3, "kept");
        await AppendAsync(_stream, 0, Event("a"));
        await Storage.CrashAsync();
        await LoadsAsync(3, "kept");
    }

    [Fact]
    public async Task Concurrent_saves_leave_the_newest_whole()
    {
        await Task.WhenAll(Enumerable.Range(1, 50).Select(version => Task.Run(() => SaveAsync(version, $"state-{version}"))));
        await LoadsAsync(50, "state-50");
    }

    private async Task SaveAsync(long version, string payload) =>
        await Snapshots.SaveAsync(new StoredSnapshot(_stream, version, "account", 1, System.Text.Encoding.UTF8.GetBytes(payload)));

    private async Task LoadsAsync(long version, string payload)
    {
        var loaded = (await Snapshots.LoadAsync(_stream)).ShouldNotBeNull();
        loaded.Version.ShouldBe(version);
        System.Text.Encoding.UTF8.GetString(loaded.Payload.Span).ShouldBe(payload);
    }
}
