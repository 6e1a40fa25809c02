using FlexCore.Application.Journal;
using FlexCore.CrashTarget;

namespace FlexCore.Persistence.Sqlite.Tests.Crashes;

/// <summary>F25: writes or flushes fail while the store commits. It must stop and acknowledge nothing more.</summary>
public sealed class FailingDiskTests
{
    // The child may not grow any file beyond a limit and ignores the signal for it, so a write returns an error in the middle of a commit.
    [LinuxTheory]
    [InlineData(300)]
    [InlineData(700)]
    public async Task After_a_failed_write_the_store_stops_and_no_acknowledged_event_is_lost(int limitKilobytes)
    {
        using var folder = new TempFolder();
        using var child = CrashProcess.StartLimited("journal", folder.Path, seed: 1, limitKilobytes);
        await StopsAndKeepsWhatItAcknowledgedAsync(child, folder);
    }

    // One flush fails, and every later one would succeed: going on would acknowledge events that the kernel may have dropped.
    // Opening a new store flushes some twenty times; these flushes come behind them.
    [FailingFlushTheory]
    [InlineData(30)]
    [InlineData(57)]
    [InlineData(100)]
    public async Task After_a_failed_flush_the_store_stops_though_the_next_one_would_succeed(int failAt)
    {
        using var folder = new TempFolder();
        using var flush = FailingFlush.TryBuild().ShouldNotBeNull();
        using var child = CrashProcess.StartWithFailingFlush(flush.Library, failAt, "journal", folder.Path, seed: 1);
        await StopsAndKeepsWhatItAcknowledgedAsync(child, folder);
    }

    private static async Task StopsAndKeepsWhatItAcknowledgedAsync(CrashProcess child, TempFolder folder)
    {
        var (lines, error) = await child.WhenEndedAsync();
        error.ShouldContain("has stopped");
        lines.ShouldAllBe(line => line == "ready" || line.StartsWith("ack ", StringComparison.Ordinal));
        await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { DataFolder = folder.Path, ShardCount = 8 });
        foreach (var acknowledged in lines.Where(line => line != "ready").Select(line => line.Split(' ')).GroupBy(parts => parts[1]))
        {
            var last = acknowledged.Max(parts => long.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture));
            var stored = 0L;
            await foreach (var item in store.Journal.ReadStreamAsync(Domain.EntityId.Parse(acknowledged.Key), 1))
            {
                item.Version.ShouldBe(++stored);
            }

            stored.ShouldBeGreaterThanOrEqualTo(last, $"'{acknowledged.Key}'");
        }

        var leases = await store.Leases.AcquireAllAsync("after");
        (await store.Journal.AppendAsync(StoreFixture.Request(leases, 0, 0))).Status.ShouldBe(AppendStatus.Committed);
    }
}
