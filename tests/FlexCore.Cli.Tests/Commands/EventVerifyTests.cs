using System.Text;
using FlexCore.Application.Journal;
using FlexCore.Cli.ExitCodes;
using FlexCore.Domain;
using FlexCore.Persistence.Sqlite;

namespace FlexCore.Cli.Tests.Commands;

public sealed class EventVerifyTests : IDisposable
{
    private readonly CliHarness _cli = new();

    private string Folder => _cli.PathOf("data");

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_store_that_is_whole_is_counted()
    {
        await FillAsync();
        await _cli.ShouldExitAsync(ExitCode.Success, "event", "verify", "--data", Folder);
        _cli.Out.ShouldBe($"ok: 6 events in 2 streams of 2 shards, each whole and in its place ({Folder})\n");
    }

    [Fact]
    public async Task The_report_is_told_as_json_too()
    {
        await FillAsync();
        await _cli.ShouldExitAsync(ExitCode.Success, "event", "verify", "--data", Folder, "-o", "json");
        _cli.Out.ShouldStartWith("""{"ok":true,"events":6,"streams":2,"shards":2,"store":""");
    }

    /// <summary>A byte of an event's payload is changed in the file, as a bad disk would.</summary>
    [Fact]
    public async Task A_changed_byte_is_found_and_named()
    {
        await FillAsync();
        var path = Path.Combine(Folder, "flexcore.db");
        var bytes = await File.ReadAllBytesAsync(path);
        var at = bytes.AsSpan().IndexOf("needle-3"u8);
        at.ShouldBeGreaterThan(0, "the payload is in the file");
        bytes[at] = (byte)'N';
        await File.WriteAllBytesAsync(path, bytes);

        await _cli.ShouldExitAsync(ExitCode.DataFolderDamaged, "event", "verify", "--data", Folder);
        _cli.Error.ShouldContain("Event 3 of 'default/event-stream/");
        _cli.Out.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_folder_in_use_is_left_alone()
    {
        await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { DataFolder = Folder });
        await _cli.ShouldExitAsync(ExitCode.DataFolderLocked, "event", "verify", "--data", Folder);
    }

    [Fact]
    public async Task Where_there_is_no_store_none_is_made()
    {
        await _cli.ShouldExitAsync(ExitCode.InputUnavailable, "event", "verify", "--data", Folder);
        _cli.Error.ShouldContain("There is no store in");
        Directory.Exists(Folder).ShouldBeFalse();
    }

    private async Task FillAsync()
    {
        await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { DataFolder = Folder });
        var leases = await store.Leases.AcquireAllAsync("test");
        foreach (var id in new[] { "a", "b" }.Select(key => new EntityId(TenantId.Default, "event-stream", key)))
        {
            for (var version = 1; version <= 3; version++)
            {
                var payload = Encoding.UTF8.GetBytes($$$"""{"data":{"text":"needle-{{{version}}}"}}""");
                var metadata = new EventMetadata(DateTimeOffset.UnixEpoch, "user:ana", "corr", "cause");
                var request = new AppendRequest(id, leases[id.ShardOf(leases.Count)], version - 1, [new NewEvent(Guid.NewGuid(), "t", 1, payload)], metadata);
                (await store.Journal.AppendAsync(request)).Status.ShouldBe(AppendStatus.Committed);
            }
        }
    }
}
