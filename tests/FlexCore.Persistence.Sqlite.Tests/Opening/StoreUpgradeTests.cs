using System.Text;
using FlexCore.Application.Journal;
using FlexCore.Application.Streams;
using FlexCore.Domain;

namespace FlexCore.Persistence.Sqlite.Tests.Opening;

/// <summary>Data folders as earlier versions left them, opened by this one. The golden scripts are what those versions really wrote.</summary>
public sealed class StoreUpgradeTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public StoreUpgradeTests() => StoreFixture.Execute(_folder, Golden("store_v1"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_of_version_1_is_brought_to_the_newest_schema()
    {
        StoreFixture.Query(_folder, "PRAGMA user_version").ShouldBe(1);
        await (await StoreFixture.OpenAsync(_folder)).DisposeAsync();
        StoreFixture.Query(_folder, "PRAGMA user_version").ShouldBe(5);
    }

    [Fact]
    public async Task Its_events_are_read_with_every_field_and_without_a_trace()
    {
        await using var store = await StoreFixture.OpenAsync(_folder);
        for (var stream = 0; stream < 3; stream++)
        {
            var events = await StoreFixture.ReadAsync(store, stream);
            events.Select(static stored => stored.Version).ShouldBe(Enumerable.Range(1, 10).Select(static version => (long)version));
            for (var n = 0; n < events.Count; n++)
            {
                events[n].Metadata.ShouldBe(new EventMetadata(
                    DateTimeOffset.UnixEpoch.AddSeconds(n), "user:ana", $"corr-{stream}", "cause-1", n % 2 == 0 ? $"key-{n}" : null));
                events[n].Id.ShouldBe(new Guid(stream, (short)n, 0, 1, 2, 3, 4, 5, 6, 7, 8));
                Encoding.UTF8.GetString(events[n].Payload.Span).ShouldBe($"{{\"n\":{n}}}");
            }
        }
    }

    [Fact]
    public async Task Its_snapshot_and_checkpoint_are_there()
    {
        await using var store = await StoreFixture.OpenAsync(_folder);
        (await store.Snapshots.LoadAsync(StoreFixture.Stream(0))).ShouldNotBeNull().Version.ShouldBe(5);
        var checkpoint = (await store.Checkpoints.LoadAsync(new EntityId(TenantId.Default, "data-stream", "s"))).ShouldNotBeNull();
        (checkpoint.RunId, checkpoint.Sequence, checkpoint.Fingerprint).ShouldBe(("run-1", 3, "fp"));
    }

    [Fact]
    public async Task It_goes_on_growing_and_old_and_new_events_are_read_together()
    {
        await using (var store = await StoreFixture.OpenAsync(_folder))
        {
            var leases = await store.Leases.AcquireAllAsync("node-2");
            leases[0].Epoch.ShouldBe(2);
            (await store.Journal.AppendAsync(StoreFixture.Request(leases, 0, 10))).Status.ShouldBe(AppendStatus.Committed);
        }

        await using var reopened = await StoreFixture.OpenAsync(_folder);
        var events = await StoreFixture.ReadAsync(reopened, 0);
        events.Count.ShouldBe(11);
        events[9].Metadata.TraceParent.ShouldBeNull();
        events[10].Metadata.ShouldBe(StoreFixture.Metadata);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(29)]
    public async Task A_damaged_row_of_version_1_is_still_found(int seq)
    {
        StoreFixture.Execute(_folder, $"UPDATE event SET payload = CAST('{{}}' AS BLOB) WHERE seq = {seq}");
        await Should.ThrowAsync<CorruptEventException>(async () =>
        {
            await using var store = await StoreFixture.OpenAsync(_folder);
            await StoreFixture.DumpAsync(store, streams: 3);
        });
    }

    [Fact]
    public async Task A_trace_that_was_put_into_an_old_row_is_found()
    {
        await (await StoreFixture.OpenAsync(_folder)).DisposeAsync();
        StoreFixture.Execute(_folder, "UPDATE event SET trace = zeroblob(25) WHERE seq = 3");
        await using var store = await StoreFixture.OpenAsync(_folder);
        await Should.ThrowAsync<CorruptEventException>(() => StoreFixture.DumpAsync(store, streams: 3));
    }

    private static string Golden(string name)
    {
        var assembly = typeof(StoreUpgradeTests).Assembly;
        var resource = assembly.GetManifestResourceNames().Single(resource => resource.EndsWith($".{name}.sql", StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException(resource));
        return reader.ReadToEnd();
    }
}
