using FlexCore.Application.TimeTravel;
using FlexCore.Domain;
using FlexCore.Persistence.Records;
using FlexCore.Persistence.Sqlite.Database;

namespace FlexCore.Persistence.Sqlite.EventIndex;

/// <summary>Kept states in the file beside the store. Thread-safe.</summary>
internal sealed class SqliteStateSnapshots(IndexFile file) : IStateSnapshots
{
    private const string Columns = "shape, version, newest_ticks, created_ticks, payload, checksum";
    private const string FindSql = $"SELECT {Columns} FROM state_snapshot WHERE stream = ?1 AND shape = ?2 AND version <= ?3 AND newest_ticks <= ?4 ORDER BY version DESC LIMIT 1";

    public async ValueTask SaveAsync(StateSnapshot snapshot, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        await file.RunAsync(
            open =>
            {
                var insert = open.Statement("INSERT OR REPLACE INTO state_snapshot VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
                insert.BindText(1, snapshot.Stream.StreamId);
                insert.BindText(2, snapshot.Shape);
                insert.Bind(3, snapshot.Version);
                insert.Bind(4, snapshot.NewestAt.UtcTicks);
                insert.Bind(5, snapshot.CreatedAt.UtcTicks);
                insert.BindBlob(6, snapshot.State.Span);
                insert.Bind(7, StateChecksum.Of(snapshot));
                insert.Run();
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<StateSnapshot?> FindAsync(EntityId stream, string shape, long versionMax, DateTimeOffset newestMax, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var found = await file.RunAsync(
            open =>
            {
                var select = open.Statement(FindSql);
                select.BindText(1, stream.StreamId);
                select.BindText(2, shape);
                select.Bind(3, versionMax);
                select.Bind(4, newestMax.UtcTicks);
                return Read(stream, select);
            },
            cancellationToken).ConfigureAwait(false);
        return found.FirstOrDefault();
    }

    public ValueTask<IReadOnlyList<StateSnapshot>> ListAsync(EntityId stream, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return file.RunAsync<IReadOnlyList<StateSnapshot>>(
            open =>
            {
                var select = open.Statement($"SELECT {Columns} FROM state_snapshot WHERE stream = ?1 ORDER BY version DESC, shape LIMIT ?2");
                select.BindText(1, stream.StreamId);
                select.Bind(2, limit);
                return Read(stream, select);
            },
            cancellationToken);
    }

    public ValueTask<long> CountAsync(TenantId tenant, CancellationToken cancellationToken = default) => file.RunAsync(
        open =>
        {
            var select = open.Statement("SELECT count(*) FROM state_snapshot WHERE stream >= ?1 AND stream < ?2");
            select.BindText(1, $"{tenant.Value}/");
            select.BindText(2, $"{tenant.Value}0");
            var count = select.Step() ? select.Number(0) : 0;
            select.Reset();
            return count;
        },
        cancellationToken);

    private static List<StateSnapshot> Read(EntityId stream, SqliteStatement select)
    {
        var found = new List<StateSnapshot>();
        while (select.Step())
        {
            var (newest, created) = (select.Number(2), select.Number(3));
            if (!IsInstant(newest) || !IsInstant(created))
            {
                continue;
            }

            var snapshot = new StateSnapshot(
                stream, select.Text(0), select.Number(1), new DateTimeOffset(newest, TimeSpan.Zero), new DateTimeOffset(created, TimeSpan.Zero), select.Bytes(4).ToArray());
            if (StateChecksum.Of(snapshot) == select.Number(5))
            {
                found.Add(snapshot);
            }
        }

        select.Reset();
        return found;
    }

    private static bool IsInstant(long ticks) => ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks;
}
