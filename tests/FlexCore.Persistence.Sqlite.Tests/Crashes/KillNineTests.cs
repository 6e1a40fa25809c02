using FlexCore.CrashTarget;

namespace FlexCore.Persistence.Sqlite.Tests.Crashes;

/// <summary>I1, I2, I4 and I9 against real processes: killed at random points of the same folder's life, again and again.</summary>
public sealed class KillNineTests
{
    private const int KillCount = 24;
    private const int Seed = 20_261_122;

    [Fact]
    public async Task Killed_again_and_again_the_store_loses_no_acknowledged_event_and_invents_none()
    {
        using var folder = new TempFolder();
        var random = new Random(Seed);
        var ledger = new JournalLedger();
        for (var kill = 1; kill <= KillCount; kill++)
        {
            var lineCount = random.Next(1, 1_500);
            var where = $"seed {Seed}, kill {kill} after {lineCount} lines";
            using (var child = CrashProcess.Start("journal", folder.Path, kill))
            {
                foreach (var line in await child.KillAfterAsync(lineCount))
                {
                    ledger.Record(line, where);
                }
            }

            await using var store = await CrashStores.OpenAsync(folder.Path);
            await ledger.VerifyAsync(store, where);
        }

        ledger.StreamCount.ShouldBeGreaterThan(0);
    }
}
