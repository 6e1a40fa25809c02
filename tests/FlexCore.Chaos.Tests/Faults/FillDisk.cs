using FlexCore.Chaos.Tests.Hosts;
using FlexCore.Chaos.Tests.Servers;
using Npgsql;

namespace FlexCore.Chaos.Tests.Faults;

/// <summary>A disk of PostgreSQL has no room left for a time. What cannot be written is not acknowledged; with room everything goes on.</summary>
/// <param name="what">Which disk, for people.</param>
/// <param name="fill">Fills it.</param>
internal sealed class FillDisk(string what, Action<SmallDisks> fill) : IFault
{
    private static readonly TimeSpan Duration = ChaosCluster.MemberTtl * 1.5;

    /// <summary>Statements fail, the server lives.</summary>
    public static FillDisk Tables { get; } = new("of the tables", static disks => disks.FillData());

    /// <summary>The server crashes, and may not come back before there is room.</summary>
    public static FillDisk Log { get; } = new("of the write-ahead log", static disks => disks.FillLog());

    public string Name => $"F24 the disk {what} is full";

    public async Task HappenAsync(ChaosCluster cluster, Random random)
    {
        var disks = cluster.Disks ?? throw new InvalidOperationException($"{Name} needs a server on small disks.");
        fill(disks);
        try
        {
            await RealTime.UntilAsync($"{Name}: the server says so", TimeSpan.FromSeconds(30), async () => await IsFullAsync(cluster) ? null : "it still writes");
            await RealTime.PassAsync(Duration);
        }
        finally
        {
            disks.Free();
        }

        // A server that crashes may end for good when it cannot even begin to recover.
        await cluster.Postgres.RestartIfEndedAsync();
    }

    // The log needs new room only when its file ends, and a table when its last page is full: both are asked for here.
    private static async Task<bool> IsFullAsync(ChaosCluster cluster)
    {
        try
        {
            await cluster.Postgres.ExecuteAsync("DROP TABLE IF EXISTS filled; CREATE TABLE filled AS SELECT repeat('x', 1000) FROM generate_series(1, 1000); DROP TABLE filled; SELECT pg_switch_wal()");
            return false;
        }
        catch (Exception error) when (error is NpgsqlException or IOException)
        {
            // Whatever it says: it does not write.
            return true;
        }
    }
}
